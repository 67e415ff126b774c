package io.rheostat.app.broker;

import java.io.IOException;
import java.nio.file.Path;

/// An embedded broker as a program of its own: prints where it is and runs until its input ends.
final class BrokerMain {
  private BrokerMain() {}

  public static void main(String[] arguments) throws BrokerException, IOException {
    try (EmbeddedBroker broker = EmbeddedBroker.start(Path.of(arguments[0]))) {
      System.out.println("broker at " + broker.bootstrap());
      int end = System.in.read();
      System.out.println("ends at " + end);
    }
  }
}
