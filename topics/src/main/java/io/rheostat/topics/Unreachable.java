package io.rheostat.topics;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;

/// Error messages for failed calls: the exceptions of Java's HTTP client have names only.
public final class Unreachable {
  private Unreachable() {}

  /// Returns the error message for a failure.
  public static String words(Throwable failure) {
    String words = String.valueOf(failure);
    boolean connected = true;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case UnknownHostException _, UnresolvedAddressException _ -> {
          return "no such host";
        }
        case SSLException tls -> {
          return "TLS: " + tls.getMessage();
        }
        case ConnectException _ -> connected = false;
        case ExecutionException _ -> {} // what a future has wrapped
        default -> words = cause.getMessage() == null ? words : cause.getMessage();
      }
    }
    return connected ? words : "nobody listens there, or there is no way to it";
  }
}
