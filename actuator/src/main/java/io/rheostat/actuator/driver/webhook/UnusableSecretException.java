package io.rheostat.actuator.driver.webhook;

/// Failure to sign a call.
final class UnusableSecretException extends Exception {
  private static final long serialVersionUID = 1;

  UnusableSecretException(String message) {
    super("the secret: " + message);
  }
}
