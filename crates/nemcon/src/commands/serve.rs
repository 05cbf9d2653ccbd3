//! `nemcon serve`: the playground, for those who work with files.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use anyhow::Context;

use crate::failure::Failure;
use crate::output::Output;
use crate::site::{Reply, Site};

/// Serve the playground to the browsers of this machine, with the files of a folder to be opened in it
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  nemcon serve
  nemcon serve my-scenarios --port 8080

It ends with Ctrl-C. Files are read, and nothing is written; nobody but this machine is answered.")]
pub(crate) struct Serve {
    /// The folder whose files (.toml, .json, .csv) can be opened in the playground
    folder: Option<PathBuf>,

    /// Where to: a port of 127.0.0.1, or 0 for one that is free
    #[arg(long, value_name = "N", default_value = "8431")]
    port: u16,

    /// The playground, as `web/build` puts it together
    #[arg(long, value_name = "DIR", default_value = "web/dist")]
    web: PathBuf,
}

/// What every answer says of itself: it is what it is called, no page of another site may have it within itself, it is
/// asked for anew, as files change, and nothing follows it.
const HEADERS: &str = "X-Content-Type-Options: nosniff\r\n\
    Content-Security-Policy: frame-ancestors 'none'\r\n\
    Cross-Origin-Resource-Policy: same-origin\r\n\
    Cache-Control: no-store\r\n\
    Connection: close\r\n";

/// Nobody is waited for longer.
const PATIENCE: Duration = Duration::from_secs(10);
/// The head of a request is no longer, in bytes.
const LONGEST: u64 = 16 << 10;

impl Serve {
    pub(crate) fn run(self) -> Result<(), Failure> {
        let Self { folder, port, web } = self;
        if !web.join("index.html").is_file() {
            let message = format!("there is no playground in {}: `web/build` puts it together, and --web says where it is", web.display());
            return Err(Failure::Input(message));
        }
        if let Some(folder) = folder.as_ref().filter(|folder| !folder.is_dir()) {
            return Err(Failure::Input(format!("there is no folder {}", folder.display())));
        }
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let listener = TcpListener::bind(address).with_context(|| format!("cannot serve at {address}"))?;
        let port = listener.local_addr().context("cannot serve")?.port();
        Output::Stdout.write(|out| writeln!(out, "http://127.0.0.1:{port}/"))?;
        let site = Arc::new(Site { web, folder, port });
        for stream in listener.incoming().flatten() {
            let site = Arc::clone(&site);
            // Who does not wait for an answer need not have it.
            thread::spawn(move || answer(&site, &stream));
        }
        Ok(())
    }
}

/// Answers the one request of a connection.
fn answer(site: &Site, mut stream: &TcpStream) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let Asked { method, url, host } = Asked::read(BufReader::new(Read::take(stream, LONGEST)))?;
    let Reply { status, kind, bytes } = site.reply(&method, host.as_deref(), &url);
    write!(stream, "HTTP/1.1 {status} \r\nContent-Type: {kind}\r\nContent-Length: {}\r\n{HEADERS}\r\n", bytes.len())?;
    stream.write_all(&bytes)
}

/// The head of a request, as far as it matters.
#[derive(Debug, Default, PartialEq, Eq)]
struct Asked {
    method: String,
    url: String,
    /// None where none is named, or several.
    host: Option<String>,
}

impl Asked {
    fn read(reader: impl BufRead) -> io::Result<Self> {
        let mut lines = reader.lines();
        let first = lines.next().ok_or(io::ErrorKind::UnexpectedEof)??;
        let mut words = first.split(' ').map(str::to_owned);
        let (method, url) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let mut hosts = Vec::new();
        for line in lines {
            let line = line?;
            match line.split_once(':') {
                Some((name, value)) if name.eq_ignore_ascii_case("host") => hosts.push(value.trim().to_owned()),
                _ if line.is_empty() => return Ok(Self { method, url, host: hosts.pop().filter(|_| hosts.is_empty()) }),
                _ => {}
            }
        }
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}

#[cfg(test)]
mod tests {
    use super::Asked;

    #[test]
    fn a_request_is_its_first_line_and_its_host() {
        let asked = Asked::read(&b"GET /a%20b HTTP/1.1\r\nAccept: */*\r\nhost: 127.0.0.1:80\r\n\r\nmore"[..]).expect("a request");
        assert_eq!(asked, Asked { method: "GET".to_owned(), url: "/a%20b".to_owned(), host: Some("127.0.0.1:80".to_owned()) });
        let several = Asked::read(&b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"[..]).expect("a request");
        assert_eq!(several.host, None);
        for half in ["", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: a\r\n", "\u{0}"] {
            assert!(Asked::read(half.as_bytes()).is_err(), "{half:?}");
        }
    }
}
