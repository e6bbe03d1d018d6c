// Where the terminal's script looks for the room: beside this page, under the same token.
const room = new URL("ws", document.location.href.split("?")[0]);
room.protocol = document.location.protocol === "https:" ? "wss:" : "ws:";
document.getElementById("terminal").dataset.sessionWebsocketUrl = room.href;

// Keys go to the room without a click first; its terminal is made by the other script, on load as well.
window.addEventListener("load", () => setTimeout(() => document.querySelector(".xterm-helper-textarea")?.focus()));
