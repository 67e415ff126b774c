package io.rheostat.actuator.driver.webhook;

/// A call can't be signed.
final class UnusableSecretException extends Exception {
  private static final long serialVersionUID = 1;

  UnusableSecretException(String message) {
    super("the secret: " + message);
  }
}
