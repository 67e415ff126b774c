package io.rheostat.actuator.driver.kubernetes.api;

/// A failed call, on its way to the driver for conversion into an outcome. It never leaves this
/// package.
public final class CallFailedException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Failure failure;

  public CallFailedException(Failure.Cause cause, String words) {
    super(words);
    failure = new Failure(cause, words);
  }

  /// Returns the failure, with its cause and error message.
  public Failure failure() {
    return failure;
  }
}
