"""A small provider of OpenID Connect on the loopback address: real requests, real signatures, and faults on demand."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "commonweal-test", "a secret: with % and +"
_KEYS = {kid: RSAKey.generate_key(2048, {"kid": kid, "use": "sig", "alg": "RS256"}) for kid in ("one", "two")}
STRANGER = RSAKey.generate_key(2048, {"kid": "one"})


@dataclass
class FakeProvider:
    """What the provider says, and what it was asked."""

    port: int = 0
    subject: str = "S-1001"
    claims: dict[str, Any] = field(default_factory=dict)
    document: dict[str, Any] = field(default_factory=dict)
    signed_by: Any = None
    algorithm: str = "RS256"
    keys_shown: tuple[str, ...] = ("one",)
    token_status: int = 200
    answers: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.port}/realm"

    def well_known(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "end_session_endpoint": f"{self.issuer}/end",
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
            **self.document,
        }

    def authorize(self, query: dict[str, str]) -> str:
        """Sign the person in without a question; the address that they are sent back to."""
        code = f"code-{len(self.codes)}"
        self.codes[code] = query
        return f"{query['redirect_uri']}?code={code}&state={query['state']}"

    def token(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        begun = self.codes.pop(form.get("code", ""), None)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        if begun is None or challenge.rstrip(b"=").decode() != begun["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        if form["redirect_uri"] != begun["redirect_uri"] or not authorization.startswith("Basic "):
            return 401, {"error": "invalid_client"}
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": self.subject,
            "nonce": begun["nonce"],
            "iat": now,
            "exp": now + 300,
            **self.claims,
        }
        key = self.signed_by or _KEYS[self.keys_shown[-1]]
        header = {"alg": self.algorithm, "kid": self.keys_shown[-1]}
        signed = jwt.encode(header, {k: v for k, v in claims.items() if v is not None}, key)
        return self.token_status, {"access_token": "opaque", "token_type": "Bearer", "id_token": signed}

    def keys(self) -> dict[str, Any]:
        return {"keys": [_KEYS[kid].as_dict(private=False) for kid in self.keys_shown]}


class _Handler(BaseHTTPRequestHandler):
    provider: FakeProvider

    def do_GET(self) -> None:
        path, provider = urlsplit(self.path), self.provider
        name = path.path.removeprefix("/realm/")
        provider.asked.append(name)
        if name in provider.answers:
            self._send(*provider.answers[name])
        elif name == ".well-known/openid-configuration":
            self._json(200, provider.well_known())
        elif name == "keys":
            self._json(200, provider.keys())
        elif name == "authorize":
            query = {key: values[0] for key, values in parse_qs(path.query).items()}
            self._send(302, {"Location": provider.authorize(query)}, b"")
        else:
            self._send(404, {}, b"")

    def do_POST(self) -> None:
        provider = self.provider
        provider.asked.append("token")
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if "token" in provider.answers:
            self._send(*provider.answers["token"])
            return
        form = {key: values[0] for key, values in parse_qs(body).items()}
        self._json(*provider.token(form, self.headers.get("Authorization", "")))

    def _json(self, status: int, content: Any) -> None:
        self._send(status, {"Content-Type": "application/json"}, json.dumps(content).encode())

    def _send(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


def serve() -> tuple[FakeProvider, ThreadingHTTPServer]:
    """Start a provider; close the server when done."""
    provider = FakeProvider()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"provider": provider}))
    provider.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    return provider, server
