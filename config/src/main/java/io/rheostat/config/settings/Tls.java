package io.rheostat.config.settings;

import java.nio.file.Path;
import java.util.Optional;

/// PEM files of HTTPS.
///
/// @param certificate the server's chain, its own first
/// @param key its private key in PKCS#8, RSA or EC
/// @param clientAuthority authority of the clients' required certificates; none are required when
///     empty
public record Tls(Path certificate, Path key, Optional<Path> clientAuthority) {}
