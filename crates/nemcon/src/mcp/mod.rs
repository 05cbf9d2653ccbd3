//! Questions asked by other programs, in the Model Context Protocol over standard input and output.
//!
//! [`tools`] is the list of what can be asked, each with the type of its question (`asked`) and of its answer, a document
//! of [`nemcon::report::schema`]. Whatever is wrong with a question is answered as an error of its tool, in words.

mod answers;
mod asked;
mod desk;
mod files;
mod tools;

use std::sync::Arc;

use anyhow::{Context, anyhow};
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, Implementation, ListToolsResult, PaginatedRequestParams,
    ServerCapabilities, ServerConfig,
};
use rmcp::service::RequestContext;
use rmcp::{ErrorData, RoleServer, ServerHandler, ServiceExt};
use serde_json::Value;
use tokio::io::{stdin, stdout};
use tokio::sync::Mutex;

pub(crate) use desk::{Desk, Limits};
use tools::{Answer, Tool, tools};

const INSTRUCTIONS: &str = "Forecasts for bodies that decide by consensus, veto and supermajority. A scenario is a file in TOML that \
    says what is asked, who decides by which rule, and what members think: write its text into the call, or name a shipped one \
    (`shipped` lists them and gives their texts, to start from). `check` a text first: it tells every fault with its line and remedy. \
    Probabilities are no better than the assumptions of the scenario; say them with the answer.";

/// Answers until standard input ends.
pub(crate) fn serve(limits: Limits) -> anyhow::Result<()> {
    // As much as the command's own thread has on most machines: files may be nested deep.
    let stack = 8 << 20;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().thread_stack_size(stack).build().context("cannot start")?;
    runtime.block_on(async {
        let server = Server { tools: tools().into(), desk: Desk::new(limits).into(), one: Mutex::new(()) };
        let running = server.serve((stdin(), stdout())).await;
        let running = running
            .map_err(|_| anyhow!("no client of the Model Context Protocol speaks on standard input and hears on standard output"))?;
        running.waiting().await.context("the server ended")
    })?;
    // A read of standard input cannot be interrupted; nobody waits for it.
    runtime.shutdown_background();
    Ok(())
}

struct Server {
    tools: Arc<[Tool]>,
    desk: Arc<Desk>,
    /// Questions are answered one after the other: each has all processors, and memory holds one of them.
    one: Mutex<()>,
}

impl ServerHandler for Server {
    fn get_info(&self) -> ServerConfig {
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
            .with_server_info(Implementation::new("nemcon", env!("CARGO_PKG_VERSION")))
            .with_instructions(INSTRUCTIONS)
    }

    async fn list_tools(&self, _: Option<PaginatedRequestParams>, _: RequestContext<RoleServer>) -> Result<ListToolsResult, ErrorData> {
        Ok(ListToolsResult::with_all_items(self.tools.iter().map(Tool::described).collect()))
    }

    async fn call_tool(&self, call: CallToolRequestParams, context: RequestContext<RoleServer>) -> Result<CallToolResponse, ErrorData> {
        let known = self.tools.iter().position(|tool| tool.name == call.name);
        let known = known.ok_or_else(|| ErrorData::invalid_params(format!("there is no tool {:?}", call.name), None))?;
        let question = Value::Object(call.arguments.unwrap_or_default());
        let _turn = self.one.lock().await;
        let (tools, desk) = (Arc::clone(&self.tools), Arc::clone(&self.desk));
        let answer = move || (tools[known].answer)(&desk.open(move || context.ct.is_cancelled()), question);
        let answered = tokio::task::spawn_blocking(answer).await;
        let answered = answered.map_err(|_| ErrorData::internal_error("a fault of nemcon: please report it", None))?;
        Ok(answered.map_or_else(|words| CallToolResult::error(vec![ContentBlock::text(words)]), told).into())
    }
}

/// An answer as text for whoever reads it, and as a document.
fn told(answer: Answer) -> CallToolResult {
    let mut result = CallToolResult::success(vec![ContentBlock::text(answer.text)]);
    result.structured_content = answer.document;
    result
}
