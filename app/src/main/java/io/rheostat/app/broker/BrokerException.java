package io.rheostat.app.broker;

/// Failure of the embedded broker to run; the message states the reason and the remedy.
public final class BrokerException extends Exception {
  private static final long serialVersionUID = 1;

  BrokerException(String message, Throwable cause) {
    super(message, cause);
  }
}
