//! `mcp`: questions of other programs, in the Model Context Protocol.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::backtest::folder;
use crate::support::{NATO, PARTNERS, nemcon, root, stdout};

/// A client of the built command, which it has greeted.
struct Client {
    server: Child,
    stdin: Option<ChildStdin>,
    answers: Receiver<Value>,
    asked: u64,
}

impl Client {
    fn of(arguments: &[&str], folder: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nemcon"));
        command.arg("mcp").args(arguments).current_dir(folder);
        let mut server = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("it starts");
        let stdin = server.stdin.take();
        let lines = BufReader::new(server.stdout.take().expect("its output")).lines();
        let (sender, answers) = channel();
        thread::spawn(move || {
            for line in lines {
                let line = line.expect("text");
                let _ = sender.send(serde_json::from_str(&line).unwrap_or_else(|_| panic!("a line is JSON: {line}")));
            }
        });
        let mut client = Self { server, stdin, answers, asked: 0 };
        let version = "2025-06-18";
        let greeting = json!({ "protocolVersion": version, "capabilities": {}, "clientInfo": { "name": "a test", "version": "1" } });
        let greeted = client.ask("initialize", &greeting);
        assert_eq!((&greeted["protocolVersion"], &greeted["serverInfo"]["name"]), (&version.into(), &"nemcon".into()));
        client.say(&json!({ "jsonrpc": "2.0", "method": "notifications/initialized" }).to_string());
        client
    }

    fn say(&mut self, line: &str) {
        writeln!(self.stdin.as_mut().expect("its input"), "{line}").expect("it hears");
    }

    fn ask(&mut self, method: &str, params: &Value) -> Value {
        self.asked += 1;
        let asked = json!({ "jsonrpc": "2.0", "id": self.asked, "method": method, "params": params });
        self.say(&asked.to_string());
        let mut answer = self.answers.recv_timeout(Duration::from_mins(2)).expect("it answers");
        // What was no question is complained of without a number.
        while answer["id"].is_null() && answer["error"].is_object() {
            answer = self.answers.recv_timeout(Duration::from_mins(2)).expect("it answers");
        }
        assert_eq!(answer["id"], self.asked, "{answer}");
        if answer["error"].is_null() { answer["result"].take() } else { answer["error"].take() }
    }

    fn call(&mut self, tool: &str, arguments: &Value) -> Value {
        self.ask("tools/call", &json!({ "name": tool, "arguments": arguments }))
    }

    /// The document that a tool answers with, which is one by its schema, and the text beside it.
    fn answer(&mut self, tool: &str, arguments: &Value) -> (Value, String) {
        let mut answer = self.call(tool, arguments);
        assert_eq!(answer["isError"], false, "{answer}");
        let listed = self.ask("tools/list", &json!({}));
        let described = listed["tools"].as_array().expect("tools").iter().find(|known| known["name"] == tool).expect("it is listed");
        let document = answer["structuredContent"].take();
        let schema = jsonschema::validator_for(&described["outputSchema"]).expect("a JSON Schema");
        let faults: Vec<String> = schema.iter_errors(&document).map(|fault| fault.to_string()).collect();
        assert!(faults.is_empty(), "{tool}: {faults:?}");
        (document, answer["content"][0]["text"].as_str().expect("a text").to_owned())
    }

    /// What is said of a question that is refused.
    fn refusal(&mut self, tool: &str, arguments: &Value) -> String {
        let answer = self.call(tool, arguments);
        assert_eq!(answer["isError"], true, "{answer}");
        answer["content"][0]["text"].as_str().expect("a text").to_owned()
    }
}

impl Drop for Client {
    /// It ends with its input.
    fn drop(&mut self) {
        drop(self.stdin.take());
        let ended = self.server.wait();
        if !thread::panicking() {
            assert!(ended.expect("it ends").success());
        }
    }
}

fn document(arguments: &str) -> Value {
    serde_json::from_str(&stdout(nemcon(arguments))).expect("JSON")
}

#[test]
fn tools_say_what_they_take() {
    let mut client = Client::of(&[], &root());
    let listed = client.ask("tools/list", &json!({}));
    let tools = listed["tools"].as_array().expect("tools");
    assert_eq!(
        tools.iter().map(|tool| tool["name"].as_str()).collect::<Vec<_>>(),
        ["shipped", "check", "run", "compare", "power"].map(Some)
    );
    for tool in tools {
        jsonschema::meta::validate(&tool["inputSchema"]).unwrap_or_else(|fault| panic!("{}: {fault}", tool["name"]));
        assert_eq!((&tool["inputSchema"]["type"], &tool["annotations"]["readOnlyHint"]), (&"object".into(), &true.into()));
        assert!(tool["description"].as_str().is_some_and(|text| text.len() > 60));
        let output = &tool["outputSchema"];
        assert!(if tool["name"] == "shipped" { output.is_null() } else { output["type"] == "object" }, "{}", tool["name"]);
    }
    // Unknown methods and tools are errors of the protocol.
    assert!(client.ask("tools/call", &json!({ "name": "shell", "arguments": {} }))["message"].as_str().expect("words").contains("shell"));
    assert!(client.ask("resources/read", &json!({ "uri": "file:///etc/hostname" }))["code"].is_i64());
}

#[test]
fn answers_are_those_of_the_command() {
    let mut client = Client::of(&[], &root());
    let nato = json!({ "name": "nemcon:/nato-2024/base.toml" });
    let asked = json!({ "scenario": nato, "runs": 20_000, "by": ["2024-07-11"], "by_member_and_date": true });
    let (found, text) = client.answer("run", &asked);
    assert_eq!(found, document(&format!("run {NATO} --runs 20_000 --by 2024-07-11 --format json -q")));
    assert!(text.contains("Mark Rutte"), "{text}");
    let (brief, _) = client.answer("run", &json!({ "scenario": nato, "runs": 20_000 }));
    assert_eq!((&brief["outcomes"], &brief["blocking"]), (&found["outcomes"], &json!({})));
    assert!(brief.to_string().len() * 4 < found.to_string().len());

    let what_if = json!({ "name": "slower", "changes": "[dynamics]\nreserve = \"16 weeks\"" });
    let (found, text) = client.answer("compare", &json!({ "scenario": nato, "what_ifs": [what_if], "runs": 5_000, "seed": 3 }));
    let place = folder(&[("slower.toml", "[dynamics]\nreserve = \"16 weeks\"")]);
    let base = fs::canonicalize(root().join(NATO)).expect("a file");
    let slower = place.path().join("slower.toml");
    fs::write(&slower, format!("extends = {base:?}\n[dynamics]\nreserve = \"16 weeks\"\n")).expect("a file");
    let expected = document(&format!("compare {NATO} {} --runs 5_000 --seed 3 --format json -q", slower.display()));
    assert_eq!(found["variants"][0]["outcomes"], expected["variants"][0]["outcomes"]);
    assert_eq!((&found["variants"][0]["file"], &found["base"]), (&"slower".into(), &expected["base"]));
    assert!(text.contains("slower"), "{text}");

    let council = "bodies/un-security-council.toml";
    let (found, text) = client.answer("power", &json!({ "file": { "name": format!("nemcon:/{council}") } }));
    assert_eq!(found, document(&format!("power scenarios/{council} --format json -q")));
    assert!(text.contains("Shapley"), "{text}");
    let (found, _) = client.answer("power", &json!({ "file": { "text": PARTNERS }, "estimate": 1_000, "seed": 2 }));
    assert_eq!((&found["samples"], &found["seed"]), (&1_000.into(), &2.into()));
}

#[test]
fn texts_are_checked_with_the_words_of_check() {
    let mut client = Client::of(&[], &root());
    let (found, text) = client.answer("check", &json!({ "file": { "text": PARTNERS } }));
    assert_eq!(found["files"][0]["summary"], "3 members, 1 candidate, 8 rounds");
    assert_eq!(text.lines().next(), Some("ok: 3 members, 1 candidate, 8 rounds"));
    let wrong = json!({ "text": PARTNERS.replace("14 days", "14 dais").replace("consensus", "concensus") });
    let (found, text) = client.answer("check", &json!({ "file": wrong }));
    assert_eq!(found["files"][0]["diagnostics"].as_array().map(Vec::len), Some(2));
    // A question on a wrong file is refused in the same words.
    assert_eq!(client.refusal("run", &json!({ "scenario": wrong })), text);
    assert!(text.contains("scenario.toml:11") && text.contains("did you mean \"consensus\"?"), "{text}");
    // A shipped text is a text to start from, and others can be built on.
    let shipped = client.call("shipped", &json!({ "name": "nemcon:/templates/school-board.toml" }));
    let (found, _) = client.answer("check", &json!({ "file": { "text": shipped["content"][0]["text"] } }));
    assert!(found["files"][0]["summary"].is_string(), "{found}");
    let over = json!({ "text": "extends = \"mine.toml\"\n[dynamics]\nreserve = \"1 week\"", "others": { "mine.toml": PARTNERS } });
    assert!(client.answer("run", &json!({ "scenario": over, "runs": 100 })).0["outcomes"].is_array());
}

#[test]
fn what_is_hostile_is_refused() {
    let place = folder(&[("mine.toml", PARTNERS), ("secret.txt", "the secret")]);
    let mine = place.path().join("mine");
    fs::create_dir(&mine).expect("a folder");
    fs::rename(place.path().join("mine.toml"), mine.join("mine.toml")).expect("a file");
    let names = |name: &str| json!({ "scenario": { "name": name } });
    let uses = |name: &str| json!({ "scenario": { "text": format!("extends = {name:?}") } });
    let secret = place.path().join("secret.txt").display().to_string();

    // Without a folder no file of the machine is read.
    let mut client = Client::of(&[], &mine);
    for asked in
        [names("mine.toml"), names(&secret), names("nemcon:/../../secret.txt"), uses("mine.toml"), uses(&secret), uses("/dev/zero")]
    {
        let words = client.refusal("run", &asked);
        assert!(words.contains("there is no file"), "{asked}: {words}");
        assert!(!words.contains("the secret"), "{words}");
    }
    let run = |scenario: Value| json!({ "scenario": scenario });
    let text = json!({ "text": PARTNERS });
    for (tool, asked, told) in [
        ("run", json!({}), "missing field `scenario`"),
        ("run", json!({ "scenario": text, "run": 1 }), "unknown field `run`"),
        ("run", json!({ "scenario": text, "runs": -1 }), "invalid value"),
        ("run", json!({ "scenario": text, "runs": 0 }), "runs is 0: it lies between 1 and 1000000 here"),
        ("run", json!({ "scenario": text, "runs": 1_000_001 }), "it lies between"),
        ("run", json!({ "scenario": text, "by": ["soon"] }), "\"soon\" is no date"),
        ("run", json!({ "scenario": text, "by": ["1999-01-01"] }), "1999-01-01"),
        ("run", run(json!({})), "give one of the two"),
        ("run", run(json!({ "text": PARTNERS, "name": "nemcon:/nato-2024/base.toml" })), "give one of the two"),
        ("run", run(json!({ "text": "x".repeat((1 << 20) + 1) })), "a call at most 1048576"),
        ("run", run(json!({ "text": "[".repeat(100_000) })), "scenario.toml"),
        ("run", run(json!({ "text": "\u{0}\u{202e}" })), "scenario.toml"),
        ("run", run(json!({ "text": "extends = \"scenario.toml\"" })), "scenario.toml"),
        ("compare", json!({ "scenario": text, "what_ifs": [] }), "give between 1 and 32"),
        ("compare", json!({ "scenario": text, "what_ifs": [{ "name": "x", "changes": "[dynamics]\nreserve = 0" }] }), "what-if-1.toml"),
        ("power", json!({ "file": text, "as_of": "2031-01-06" }), "leave out as_of"),
        ("power", json!({ "file": text, "estimate": 10_000_000 }), "it lies between"),
        ("shipped", json!({ "name": "/etc/hostname" }), "there is no shipped file"),
    ] {
        let words = client.refusal(tool, &asked);
        assert!(words.contains(told), "{told}: {words}");
    }
    // What is no JSON, or no question, is passed over, and the next is answered.
    client.say("{\"jsonrpc\": \"2.0\", \"method\": ");
    client.say("\u{1}[]");
    assert!(client.answer("run", &json!({ "scenario": text, "runs": 10 })).0["outcomes"].is_array());

    // Within the folder files are read, and none beyond.
    let mut client = Client::of(&["--folder", "."], &mine);
    assert!(client.answer("run", &json!({ "scenario": { "name": "mine.toml" }, "runs": 10 })).0["outcomes"].is_array());
    for asked in [names("../secret.txt"), names(&secret), uses("../secret.txt"), names("/dev/zero"), names("..")] {
        let words = client.refusal("run", &asked);
        assert!(words.contains("it lies outside of"), "{asked}: {words}");
    }
}

#[test]
fn limits_of_runs_and_of_time_are_kept() {
    let mut client = Client::of(&["--max-runs", "1_000", "--seconds", "1"], &root());
    let text = json!({ "text": PARTNERS });
    // The file asks for 2,000.
    assert_eq!(client.answer("run", &json!({ "scenario": text })).0["runs"], 1_000);
    let what_ifs = json!([{ "name": "x", "changes": "[dynamics]\nreserve = \"1 week\"" }]);
    assert_eq!(client.answer("compare", &json!({ "scenario": text, "what_ifs": what_ifs })).0["runs"], 500);
    assert!(client.refusal("run", &json!({ "scenario": text, "runs": 1_001 })).contains("between 1 and 1000 here"));
    let mut client = Client::of(&["--max-runs", "1_000_000_000_000", "--seconds", "1"], &root());
    let asked = json!({ "scenario": text, "runs": 1_000_000_000_000_u64 });
    assert!(client.refusal("run", &asked).contains("which is all the time there is"));
    // Nobody speaks.
    let said = "error: no client of the Model Context Protocol speaks on standard input and hears on standard output\n";
    nemcon("mcp").stdin("").assert().code(1).stdout_eq("").stderr_eq(said);
    nemcon("mcp").stdin("run\n").assert().code(1).stdout_eq("").stderr_eq(said);
    nemcon("mcp --folder nowhere").assert().code(2).stderr_eq("error: --folder: there is no folder nowhere\n");
    nemcon("mcp --seconds 0").assert().code(2);
}
