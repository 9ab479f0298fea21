"""A mail server (python3-aiosmtpd) on a free port of 127.0.0.1 that tells each message as one line of JSON.

mail-server.py starttls|implicit|none CERTIFICATE KEY [MECHANISM THAT IS NOT OFFERED...]
"""
import asyncio
import json
import logging
import ssl
import sys
import warnings

from aiosmtpd.smtp import SMTP, AuthResult

# It warns of a password without TLS, not knowing that the whole connection is TLS.
logging.disable()
warnings.simplefilter("ignore")

mode, certificate, key, *refused = sys.argv[1:]


class Handler:
    async def handle_DATA(self, server, session, envelope):
        told = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "content": envelope.content.decode(),
            "tls": mode == "implicit" or session.ssl is not None,
            "user": session.auth_data.login.decode() if session.auth_data else None,
            "hello": session.host_name,
        }
        print(json.dumps(told), flush=True)
        return "250 kept"


def authenticate(server, session, envelope, mechanism, data):
    return AuthResult(success=data.login == b"me" and data.password == "pässword".encode(), handled=False, auth_data=data)


def serve(tls):
    return SMTP(
        Handler(),
        hostname="mail.example.com",
        tls_context=tls if mode == "starttls" else None,
        require_starttls=mode == "starttls",
        authenticator=authenticate,
        auth_required=mode != "none",
        auth_require_tls=mode == "starttls",
        auth_exclude_mechanism=refused,
    )


async def main():
    tls = None
    if mode != "none":
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(certificate, key)
    server = await asyncio.get_running_loop().create_server(lambda: serve(tls), "127.0.0.1", 0, ssl=tls if mode == "implicit" else None)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
