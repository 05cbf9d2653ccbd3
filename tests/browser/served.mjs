// The playground, served by the command until this process ends; its address.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

export const served = (nemcon, ...words) => {
  const server = spawn(nemcon, ["serve", ...words, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  process.on("exit", () => server.kill());
  return new Promise((resolve) => createInterface({ input: server.stdout }).once("line", resolve));
};
