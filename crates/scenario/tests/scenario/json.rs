//! The same tree as JSON.

use crate::support::{Memory, panel};

const JSON: &str = r#"{
  "schema": 1,
  "title": "Who chairs the panel?",
  "question": { "kind": "appointment", "post": "chair", "as_of": "2031-01-06", "deadline": "2031-03-03", "cadence": "1 week", "rule": "consensus" },
  "body": { "weights": { "shares": "per cent" } },
  "member": [
    { "id": "NOR", "groups": ["seniors", "coast"], "weights": { "shares": 40.0 } },
    { "id": "EAS", "groups": ["seniors"], "weights": { "shares": 305e-1 } },
    { "id": "SOU", "weights": { "shares": 29.5 } }
  ],
  "candidate": [{ "id": "ann" }, { "id": "bob" }],
  "stance": [{ "candidate": "*", "members": "*", "prior": { "support": 0.4, "accept": 0.3, "reserve": 0.2, "oppose": 0.1 } }]
}"#;

#[test]
fn json_means_what_toml_means() {
    let json = Memory::default().with("panel.json", JSON).scenario("panel.json");
    assert_eq!(json.model(), panel("").scenario("panel.toml").model());
    let again = Memory::default().with("shown.toml", json.to_toml()).scenario("shown.toml");
    assert_eq!(again.model(), json.model());
}

#[test]
fn json_without_its_name_is_known_by_its_brace() {
    assert_eq!(Memory::default().with("-", JSON).scenario("-").model().body().len(), 3);
}

#[test]
fn json_and_toml_extend_each_other() {
    let files = Memory::new(&[("panel.json", JSON), ("over.toml", "extends = \"panel.json\"\nremove = [\"candidate.bob\"]")]);
    assert_eq!(files.scenario("over.toml").model().candidates().len(), 1);
}

#[test]
fn faults_in_json_have_places() {
    let wrong = JSON.replace("\"2031-03-03\"", "null").replace("{ \"id\": \"bob\" }", "{ \"id\": \"bob\", \"acepts\": 1 }");
    let text = Memory::default().with("panel.json", wrong).refusal("panel.json");
    for part in ["error: `deadline` is null\n", "--> panel.json:4:92", "[[candidate]] has no key `acepts`", "--> panel.json:11:49"] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
    for (text, part) in
        [("{", "this { does not end"), ("[]", "a file in JSON is one object"), ("{\"a\": 1, \"a\": 2}", "`a` is written twice")]
    {
        let refusal = Memory::default().with("panel.json", text).refusal("panel.json");
        assert!(refusal.contains(part), "{part} is not in\n{refusal}");
    }
}
