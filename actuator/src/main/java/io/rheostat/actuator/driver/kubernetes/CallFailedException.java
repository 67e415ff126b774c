package io.rheostat.actuator.driver.kubernetes;

/// A call that brought nothing, on its way to the driver, who makes it an outcome. It never leaves
/// this package.
final class CallFailedException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Failure failure;

  CallFailedException(Failure.Cause cause, String words) {
    super(words);
    failure = new Failure(cause, words);
  }

  Failure failure() {
    return failure;
  }
}
