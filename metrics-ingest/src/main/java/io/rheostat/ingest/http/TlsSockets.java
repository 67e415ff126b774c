package io.rheostat.ingest.http;

import io.rheostat.config.Ingest;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// TLS over the sockets of a server.
final class TlsSockets {
  private final SSLContext context;
  private final boolean clientsCertified;

  /// Reads the files.
  ///
  /// @throws IOException with the file and what to do, when one can't be used
  TlsSockets(Ingest.Tls tls) throws IOException {
    this.context = PemFiles.context(tls);
    this.clientsCertified = tls.clientAuthority().isPresent();
  }

  /// Makes a connection secure.
  ///
  /// @return the subject of the client's certificate, when clients must show one
  /// @throws IOException when the handshake fails
  Optional<String> secure(Socket plain, Wire wire) throws IOException {
    InputStream nothingRead = InputStream.nullInputStream();
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(plain, nothingRead, true);
    socket.setNeedClientAuth(clientsCertified);
    plain.setSoTimeout((int) Math.max(1, wire.stage().limit().toMillis()));
    socket.startHandshake();
    wire.secure(socket);
    if (!clientsCertified) {
      return Optional.empty();
    }
    X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
    return Optional.of(shown.getSubjectX500Principal().getName());
  }
}
