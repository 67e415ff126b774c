package io.rheostat.ingest.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rheostat.config.settings.Ingest;
import io.rheostat.config.settings.Ingest.Limits;
import io.rheostat.ingest.metrics.IngestMetrics;
import java.time.Duration;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.junit.jupiter.api.Test;

/// Room for newcomers, without a network.
final class ConnectionsTest {
  private static final Limits BASE = Ingest.DEFAULT.limits();

  private final Connections connections =
      new Connections(
          () ->
              new Limits(
                  BASE.bodyBytes(),
                  BASE.bodiesInFlightBytes(),
                  BASE.requestsInFlight(),
                  2,
                  BASE.seriesPerRequest(),
                  BASE.labelsPerSeries(),
                  BASE.labelLengthBytes(),
                  BASE.samplesPerSecond(),
                  BASE.knownSeries(),
                  Duration.ofHours(1)),
          new IngestMetrics(new SimpleMeterRegistry()).http());

  @Test
  void aBegunHeadDoesNotStartTheWaitAnew() {
    Wire first = open();
    Wire second = open();
    first.bytes = 4;

    connections.sweep();
    Wire third = open();

    assertThat(first.getEndPoint().isOpen()).as("the longest waiting makes room").isFalse();
    assertThat(second.getEndPoint().isOpen()).isTrue();
    assertThat(third.getEndPoint().isOpen()).isTrue();
  }

  private Wire open() {
    Wire wire = new Wire();
    connections.onOpened(wire);
    return wire;
  }

  /// A connection with a number of received bytes.
  private static final class Wire extends AbstractConnection {
    private long bytes;

    private Wire() {
      super(new ByteArrayEndPoint(), Runnable::run);
    }

    @Override
    public long getBytesIn() {
      return bytes;
    }

    @Override
    public void onFillable() {}
  }
}
