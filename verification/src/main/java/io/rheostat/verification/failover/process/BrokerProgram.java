package io.rheostat.verification.failover.process;

import io.rheostat.app.broker.BrokerException;
import io.rheostat.app.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Path;

/// The embedded broker as a program of its own: prints its address and runs until its input ends.
public final class BrokerProgram {
  public static final String AT = "broker at ";

  private BrokerProgram() {}

  /// Runs the broker.
  ///
  /// @param arguments its folder
  public static void main(String[] arguments) throws BrokerException, IOException {
    try (EmbeddedBroker broker = EmbeddedBroker.start(Path.of(arguments[0]))) {
      System.out.println(AT + broker.bootstrap());
      while (System.in.read() >= 0) {
        // Only the end counts.
      }
    }
  }
}
