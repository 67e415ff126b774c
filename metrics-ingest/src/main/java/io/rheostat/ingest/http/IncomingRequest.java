package io.rheostat.ingest.http;

import io.rheostat.ingest.http.exchange.OpenConnection;
import io.rheostat.ingest.http.exchange.RequestHead;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;

/// Request before its body.
///
/// @param head method, path and headers
/// @param address the client's, without the port
/// @param certified the subject of the client's certificate, when clients must show one
record IncomingRequest(
    RequestHead head, OpenConnection connection, String address, Optional<String> certified) {
  /// Returns the head and client of Jetty's request.
  static IncomingRequest of(Request request, OpenConnection connection) {
    EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
    InetSocketAddress remote = (InetSocketAddress) endPoint.getRemoteSocketAddress();
    Optional<String> certified =
        Optional.ofNullable(endPoint.getSslSessionData())
            .map(EndPoint.SslSessionData::peerCertificates)
            .map(chain -> chain[0].getSubjectX500Principal().getName());
    return new IncomingRequest(
        RequestHead.of(request), connection, remote.getAddress().getHostAddress(), certified);
  }
}
