package io.rheostat.app.broker;

/// The embedded broker cannot run; the message says why and what to do.
public final class BrokerException extends Exception {
  private static final long serialVersionUID = 1;

  BrokerException(String message, Throwable cause) {
    super(message, cause);
  }
}
