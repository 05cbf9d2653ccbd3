//! `serve`: files over the loopback, to this machine alone.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use crate::backtest::folder;
use crate::support::nemcon;

/// A server, ended with the test.
struct Server {
    process: Child,
    address: String,
}

impl Server {
    fn of(folder: &std::path::Path, web: &std::path::Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nemcon"));
        command.args(["serve", "--port", "0", "--web"]).args([web, folder]);
        let mut process = command.stdout(Stdio::piped()).spawn().expect("it starts");
        let mut line = String::new();
        BufReader::new(process.stdout.as_mut().expect("its output")).read_line(&mut line).expect("it says where it is");
        let address = line.trim().trim_start_matches("http://").trim_end_matches('/').to_owned();
        Self { process, address }
    }

    /// The answer to the bytes of a request.
    fn answer(&self, head: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        write!(stream, "{head}\r\nConnection: close\r\n\r\n").expect("it hears");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it answers in text");
        answer
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn the_playground_and_the_files_of_a_folder_are_served_to_this_machine() {
    let place = folder(&[("index.html", "<!DOCTYPE html>"), ("secret.toml", "secret")]);
    let mine = place.path().join("mine");
    fs::create_dir(&mine).expect("a folder");
    fs::write(mine.join("a.toml"), "schema = 1\n").expect("a file");
    let server = Server::of(&mine, place.path());
    let host = &server.address;
    assert!(host.starts_with("127.0.0.1:"), "{host}");

    let page = server.answer(&format!("GET / HTTP/1.1\r\nHost: {host}"));
    assert!(page.starts_with("HTTP/1.1 200 ") && page.ends_with("<!DOCTYPE html>"), "{page}");
    for header in ["Content-Type: text/html; charset=utf-8", "X-Content-Type-Options: nosniff", "frame-ancestors 'none'"] {
        assert!(page.contains(header), "{header}\n{page}");
    }
    assert!(server.answer(&format!("GET /folder.txt HTTP/1.1\r\nHost: {host}")).ends_with("\r\n\r\na.toml\n"));
    assert!(server.answer(&format!("GET /folder/a.toml HTTP/1.1\r\nHost: {host}")).ends_with("\r\n\r\nschema = 1\n"));
    for (head, status) in [
        (format!("GET /folder/../secret.toml HTTP/1.1\r\nHost: {host}"), "404"),
        (format!("GET /folder/%2e%2e%2fsecret.toml HTTP/1.1\r\nHost: {host}"), "404"),
        ("GET / HTTP/1.1\r\nHost: evil.example".to_owned(), "403"),
        ("GET / HTTP/1.1\r\nX-Forwarded-Host: 127.0.0.1".to_owned(), "403"),
        (format!("POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0"), "405"),
    ] {
        let answer = server.answer(&head);
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")) && !answer.contains("secret"), "{head}\n{answer}");
    }
}

/// It handles no signal, so that each ends it at once, as Ctrl-C does; what runs in the background of a shell does not
/// hear that one.
#[cfg(unix)]
#[test]
fn a_signal_ends_it() {
    let place = folder(&[("index.html", "")]);
    let mut server = Server::of(place.path(), place.path());
    let signal = Command::new("kill").args(["-TERM", &server.process.id().to_string()]).status().expect("kill runs");
    assert!(signal.success() && server.process.wait().expect("it ends").code() != Some(0));
    assert!(TcpStream::connect(&server.address).is_err());
}

#[test]
fn what_is_missing_is_said() {
    let place = folder(&[("index.html", "")]);
    let told = nemcon("serve --web no/such").assert().code(2).stdout_eq("").get_output().stderr.clone();
    assert!(String::from_utf8_lossy(&told).contains("there is no playground in no/such: `web/build` puts it together"));
    let told = nemcon("serve no/such --web").arg(place.path()).assert().code(2).get_output().stderr.clone();
    assert!(String::from_utf8_lossy(&told).contains("there is no folder no/such"));
}
