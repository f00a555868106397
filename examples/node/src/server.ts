import { createServer } from "node:http";
import { WebSocketServer } from "ws";

const http = createServer((request, response) => {
  response.writeHead(request.url === "/health" ? 200 : 404).end();
});
const sockets = new WebSocketServer({ server: http });

sockets.on("connection", (socket) => {
  socket.on("message", (message) => {
    for (const other of sockets.clients) {
      other.send(message.toString());
    }
  });
});

http.listen(8080);
