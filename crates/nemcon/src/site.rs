//! What the server of the playground gives to whom: the files of two folders, by their names, and nothing else.

use std::fs;
use std::path::{Path, PathBuf};

use nemcon::scenario::FILE_LIMIT;

/// Folders within folders are looked into so deep, and so many files are offered at most.
const DEPTH: usize = 8;
const FILES: usize = 5_000;

/// The playground, and the folder that its users work with.
#[derive(Debug)]
pub(crate) struct Site {
    pub(crate) web: PathBuf,
    pub(crate) folder: Option<PathBuf>,
    pub(crate) port: u16,
}

/// An answer.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    /// What the bytes are (a media type).
    pub(crate) kind: &'static str,
    pub(crate) bytes: Vec<u8>,
}

impl Reply {
    fn refused(status: u16, reason: &str) -> Self {
        Self { status, kind: TEXT, bytes: format!("{reason}\n").into_bytes() }
    }
}

const TEXT: &str = "text/plain; charset=utf-8";

/// The media types of what the playground is made of; all else is text.
const KINDS: [(&str, &str); 5] = [
    (".html", "text/html; charset=utf-8"),
    (".css", "text/css; charset=utf-8"),
    (".js", "text/javascript; charset=utf-8"),
    (".svg", "image/svg+xml"),
    (".gz", "application/gzip"),
];

/// What the files of a folder end in that are offered.
const OFFERED: [&str; 3] = [".toml", ".json", ".csv"];

impl Site {
    /// The answer to a request for a path, as it stands in the request, with the host that it names.
    ///
    /// Another host than this one is refused: a page of another site, whose name has been made to lead here, would
    /// otherwise read the files (DNS rebinding).
    pub(crate) fn reply(&self, method: &str, host: Option<&str>, url: &str) -> Reply {
        if !host.is_some_and(|host| ["127.0.0.1", "localhost"].iter().any(|name| host == format!("{name}:{}", self.port))) {
            return Reply::refused(403, "this is served to http://127.0.0.1 alone");
        }
        if method != "GET" {
            return Reply::refused(405, "files are read here, and nothing else: GET");
        }
        let path = url.split(['?', '#']).next().unwrap_or_default().trim_start_matches('/');
        let found = decoded(path).and_then(|path| self.file(&path));
        found.unwrap_or_else(|| Reply::refused(404, "there is no such file"))
    }

    fn file(&self, path: &str) -> Option<Reply> {
        let listed = |names: Vec<String>| names.into_iter().map(|name| name + "\n").collect::<String>().into_bytes();
        let reply = |kind, bytes| Some(Reply { status: 200, kind, bytes });
        let folder = self.folder.as_deref();
        if path == "folder.txt" {
            return reply(TEXT, listed(folder.map_or_else(Vec::new, |folder| within(folder, is_offered))));
        }
        if let Some(name) = path.strip_prefix("folder/") {
            return reply(TEXT, read(folder?, name, is_offered)?);
        }
        let name = if path.is_empty() { "index.html" } else { path };
        let kind = KINDS.iter().find(|(ending, _)| name.ends_with(ending)).map_or(TEXT, |(_, kind)| kind);
        reply(kind, read(&self.web, name, |_| true)?)
    }
}

/// Whether a file of the folder is one that scenarios are made of.
fn is_offered(name: &str) -> bool {
    OFFERED.iter().any(|ending| name.ends_with(ending))
}

/// The bytes of a file of a folder, by its name. A name that is not among those of the folder is none, whatever it
/// would lead to.
fn read(folder: &Path, name: &str, is_wanted: fn(&str) -> bool) -> Option<Vec<u8>> {
    within(folder, is_wanted).iter().any(|known| known == name).then(|| fs::read(folder.join(name)).ok())?
}

/// The names of the files in a folder and in those within it, with `/` between them, in order. Links are not
/// followed, and what is hidden is left out.
fn within(folder: &Path, is_wanted: fn(&str) -> bool) -> Vec<String> {
    fn look(folder: &Path, before: &str, depth: usize, names: &mut Vec<String>) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let Ok(name) = entry.file_name().into_string() else { continue };
            let Ok(found) = entry.metadata() else { continue };
            if name.starts_with('.') || name.contains(char::is_control) || names.len() >= FILES {
                continue;
            }
            if found.is_dir() && depth < DEPTH {
                look(&entry.path(), &format!("{before}{name}/"), depth + 1, names);
            } else if found.is_file() && found.len() <= FILE_LIMIT {
                names.push(format!("{before}{name}"));
            }
        }
    }
    let mut names = Vec::new();
    look(folder, "", 0, &mut names);
    names.retain(|name| is_wanted(name));
    names.sort();
    names
}

/// A path without its percent signs; `None` where they are none of UTF-8.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, after @ ..] = rest {
        let escaped = (*first == b'%').then(|| after.get(..2).and_then(|digits| u8::from_str_radix(str::from_utf8(digits).ok()?, 16).ok()));
        let (byte, length) = match escaped {
            None => (*first, 0),
            Some(byte) => (byte?, 2),
        };
        bytes.push(byte);
        rest = &after[length..];
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::Site;

    /// A playground and a folder within one folder, in which there is a secret beside them.
    fn site() -> (TempDir, Site) {
        let place = tempfile::tempdir().expect("a folder");
        let at = |name: &str| place.path().join(name);
        for folder in ["web", "mine/deep", "mine/.git"] {
            fs::create_dir_all(at(folder)).expect("a folder");
        }
        for (name, text) in [
            ("secret.toml", "secret"),
            ("web/index.html", "page"),
            ("web/main.js", "script"),
            ("mine/a b.toml", "mine"),
            ("mine/deep/b.csv", "deep"),
            ("mine/notes.txt", "notes"),
            ("mine/.git/config.toml", "hidden"),
        ] {
            fs::write(at(name), text).expect("a file");
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink(at("secret.toml"), at("mine/link.toml")).expect("a link");
        let site = Site { web: at("web"), folder: Some(at("mine")), port: 80 };
        (place, site)
    }

    fn got(site: &Site, url: &str) -> (u16, String) {
        let reply = site.reply("GET", Some("127.0.0.1:80"), url);
        (reply.status, String::from_utf8(reply.bytes).expect("text"))
    }

    #[test]
    fn files_are_read_by_their_names() {
        let (_place, site) = site();
        for (url, text) in [
            ("/", "page"),
            ("/index.html?x", "page"),
            ("/main.js", "script"),
            ("/folder.txt", "a b.toml\ndeep/b.csv\n"),
            ("/folder/a%20b.toml", "mine"),
            ("/folder/deep/b.csv", "deep"),
        ] {
            assert_eq!(got(&site, url), (200, text.to_owned()), "{url}");
        }
        assert_eq!(site.reply("GET", Some("localhost:80"), "/main.js").kind, "text/javascript; charset=utf-8");
        let alone = Site { folder: None, ..site };
        assert_eq!((got(&alone, "/folder.txt"), got(&alone, "/folder/a%20b.toml").0), ((200, String::new()), 404));
    }

    #[test]
    fn nothing_else_is() {
        let (_place, site) = site();
        for url in [
            "/../secret.toml",
            "/folder/../secret.toml",
            "/folder/%2e%2e/secret.toml",
            "/folder/..%2fsecret.toml",
            "/folder/deep/../a%20b.toml",
            "/folder//etc/passwd",
            "/folder/link.toml",
            "/folder/notes.txt",
            "/folder/.git/config.toml",
            "/folder/",
            "/folder/%ff",
            "/folder/%2",
            "/mine/a%20b.toml",
        ] {
            assert_eq!(got(&site, url).0, 404, "{url}");
        }
    }

    #[test]
    fn other_hosts_and_methods_are_refused() {
        let (_place, site) = site();
        for host in [None, Some("evil.example"), Some("127.0.0.1"), Some("127.0.0.1:81"), Some("127.0.0.1:80.evil.example")] {
            assert_eq!(site.reply("GET", host, "/").status, 403, "{host:?}");
        }
        for method in ["POST", "HEAD", "PUT", "DELETE", "OPTIONS"] {
            assert_eq!(site.reply(method, Some("127.0.0.1:80"), "/").status, 405, "{method}");
        }
    }
}
