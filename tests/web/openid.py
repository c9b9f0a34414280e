"""A small OpenID provider on loopback, with a key of its own: what an agency would run."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa


def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Provider:
    """Says of whoever comes what `claims` says; `signs_with` and `audience` may be made wrong."""

    issuer: str = ""
    client_id: str = "openmappa"
    secret: str = "the secret"
    claims: dict[str, Any] = field(default_factory=dict)
    key: rsa.RSAPrivateKey = field(default_factory=_key)
    signs_with: rsa.RSAPrivateKey | None = None
    issuer_said: str = ""
    audience: str = ""
    asked: list[dict[str, str]] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def id_token(self) -> str:
        now = int(time.time())
        said = {
            "iss": self.issuer_said or self.issuer,
            "aud": self.audience or self.client_id,
            "iat": now,
            "exp": now + 60,
            **self.claims,
        }
        return jwt.encode(said, self.signs_with or self.key, "RS256", headers={"kid": "1"})

    def answer(self, path: str, given: dict[str, str]) -> tuple[int, str, dict[str, Any]]:
        if path == "/.well-known/openid-configuration":
            return 200, "", {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            }  # fmt: skip
        if path == "/keys":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
            return 200, "", {"keys": [{**public, "kid": "1", "alg": "RS256", "use": "sig"}]}
        if path == "/authorize":
            self.asked.append(given)
            code = secrets.token_urlsafe()
            self.codes[code] = given
            back = urlencode({"code": code, "state": given["state"]})
            return 302, f"{given['redirect_uri']}?{back}", {}
        return self.token(given) if path == "/token" else (404, "", {})

    def token(self, given: dict[str, str]) -> tuple[int, str, dict[str, Any]]:
        began = self.codes.pop(given.get("code", ""), None)
        hashed = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(hashed).decode().rstrip("=")
        if (
            began is None
            or given.get("client_secret") != self.secret
            or began["code_challenge"] != challenge
        ):
            return 400, "", {"error": "invalid_grant"}
        said = {"access_token": "unused", "token_type": "Bearer", "id_token": self.id_token()}
        return 200, "", said


@contextmanager
def running(provider: Provider) -> Iterator[Provider]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            address = urlsplit(self.path)
            self._say(provider.answer(address.path, _flat(address.query)))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._say(provider.answer(urlsplit(self.path).path, _flat(body)))

        def _say(self, answer: tuple[int, str, dict[str, Any]]) -> None:
            status, location, said = answer
            self.send_response(status)
            if location:
                self.send_header("Location", location)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(said).encode())

        def log_message(self, *_: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield provider
    server.shutdown()
    thread.join()
    server.server_close()


def _flat(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}


def visit(address: str) -> str:
    """Where the provider sends a browser that comes to this address."""

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: Any) -> None:
            return None

    try:
        urllib.request.build_opener(Stay).open(address)
    except urllib.error.HTTPError as answer:
        with answer:
            return str(answer.headers["Location"])
    raise AssertionError("it sent nobody anywhere")
