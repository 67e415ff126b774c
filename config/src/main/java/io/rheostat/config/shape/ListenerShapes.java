package io.rheostat.config.shape;

import static io.rheostat.config.shape.Key.defaulted;
import static io.rheostat.config.shape.Key.optional;
import static io.rheostat.config.shape.Key.required;
import static io.rheostat.config.shape.Shapes.TEXT;
import static io.rheostat.config.shape.Shapes.mapping;

import io.rheostat.config.shape.Shape.Mapping;

/// Keys of addresses and clients over HTTP, and of the page: it has no others.
final class ListenerShapes {
  private ListenerShapes() {}

  static Mapping page() {
    return mapping(
        defaulted(
            "listen",
            TEXT,
            "127.0.0.1:8470",
            "IP address and port of the page and its API; beyond this machine's loopback only with"
                + " bearerTokens or tls.clientAuthority. A change needs a restart."),
        optional(
            "tls",
            tls(),
            "{certificate: server.pem, key: server-key.pem}",
            "HTTPS instead of HTTP. A change needs a restart."),
        optional(
            "bearerTokens",
            TEXT,
            "operators.txt",
            "File of who may come in, a line 'name token' each; a browser asks for the two."));
  }

  static Mapping tls() {
    return mapping(
        required(
            "certificate", TEXT, "server.pem", "PEM file of the server's chain, its own first."),
        required("key", TEXT, "server-key.pem", "PEM file of its private key: PKCS#8, RSA or EC."),
        optional(
            "clientAuthority",
            TEXT,
            "clients-ca.pem",
            "PEM file of who signs the certificates that clients must show then."));
  }
}
