package io.rheostat.ingest.http;

import java.io.IOException;

/// The client closed the connection in the middle of a request; nobody is left to answer.
final class ClientLeftException extends IOException {
  private static final long serialVersionUID = 1L;

  ClientLeftException() {
    super("the client closed the connection");
  }
}
