package io.rheostat.app.service.runtime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Parts opened one after the other, closed in the opposite order; a failing close keeps no other
/// part from it.
public final class Parts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

  private final Deque<Part> open = new ArrayDeque<>();
  private volatile Optional<String> closing = Optional.empty();

  private record Part(String name, AutoCloseable part) {}

  /// Keeps a part until the service is closed.
  public <T extends AutoCloseable> T keep(T part) {
    return keep("clients of Kafka", part);
  }

  /// Keeps a part until the service is closed.
  ///
  /// @param name for a person waiting until it is closed
  public <T extends AutoCloseable> T keep(String name, T part) {
    open.push(new Part(name, part));
    return part;
  }

  /// Returns the name of the part being closed; empty before and after.
  public Optional<String> closing() {
    return closing;
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      Part next = open.pop();
      closing = Optional.of(next.name);
      try {
        next.part.close();
      } catch (Exception e) {
        LOG.atWarn().setCause(e).log("{} did not close well", next.name);
      }
    }
    closing = Optional.empty();
  }
}
