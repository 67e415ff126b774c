package io.rheostat.config;

import java.nio.file.Path;
import java.util.Optional;

/// PEM files of HTTPS.
///
/// @param certificate the server's chain, its own first
/// @param key its private key in PKCS#8, RSA or EC
/// @param clientAuthority who signs the certificates that clients must show; none are asked for
///     when empty
public record Tls(Path certificate, Path key, Optional<Path> clientAuthority) {}
