package io.rheostat.app.service.role;

import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.rheostat.actuator.shell.LoopPace;
import io.rheostat.app.service.runtime.ServiceSettings;
import io.rheostat.streams.HostSettings;
import io.rheostat.streams.KafkaLogs;
import io.rheostat.streams.StageBinding;
import io.rheostat.streams.StreamsHost;
import io.rheostat.streams.StreamsMetrics;
import io.rheostat.streams.store.KafkaSnapshots;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;

/// Stages over the logs, with the clock of their partitions.
public final class StreamsRole implements RunningRole {
  /// Longest time for the stages to restore their state.
  private static final Duration STREAMS_START = Duration.ofMinutes(3);

  private final Ticker ticker;

  private StreamsRole(Ticker ticker) {
    this.ticker = ticker;
  }

  /// Starts the stages; returns when they run.
  ///
  /// @throws IllegalStateException when they do not start in time
  public static StreamsRole start(RoleContext context) throws IOException, InterruptedException {
    ServiceSettings settings = context.settings();
    HostSettings host =
        new HostSettings(
            settings.logPartitions(),
            settings.delivery(),
            new StreamsMetrics(context.registry()),
            settings.progress(),
            context.keep(new KafkaSnapshots(settings.bootstrap(), context.clientSettings())),
            context.keep(new KafkaLogs(settings.bootstrap(), context.clientSettings())),
            context.board());
    StreamsHost running =
        context
            .parts()
            .keep(
                "the stages, which write down what they know",
                StreamsHost.start(
                    settings.bootstrap(),
                    settings.data().resolve("streams"),
                    host,
                    named(context)));
    if (!running.awaitRunning(STREAMS_START)) {
      throw new IllegalStateException(
          "the stages did not start within " + STREAMS_START + "; see the log");
    }
    context.vitals().watch(running);
    context
        .metrics()
        .stages(
            context.board(),
            List.of(StageBinding.ESTIMATE.name(), StageBinding.PLAN.name()),
            context.clock());
    context.keep(new KafkaStreamsMetrics(running.streams())).bindTo(context.registry());
    Ticker ticker = context.keep(ticker(context, new OwnedPartitions(running.streams())));
    Redeclaration redeclaration =
        context.keep(Redeclaration.start(context.board(), settings, context.clientSettings()));
    context.vitals().watch(redeclaration.heartbeat()::problem);
    return new StreamsRole(ticker);
  }

  private static Ticker ticker(RoleContext context, OwnedPartitions owned) {
    ServiceSettings settings = context.settings();
    if (settings.pace() instanceof LoopPace.Stepped) {
      return Ticker.open(
          settings.bootstrap(), settings.clock(), owned::of, context.clientSettings());
    }
    Ticker started =
        Ticker.start(settings.bootstrap(), settings.clock(), owned::of, context.clientSettings());
    context.vitals().watch(started.heartbeat()::problem);
    return started;
  }

  private static Map<String, ?> named(RoleContext context) throws IOException {
    Map<String, Object> all = new TreeMap<>(context.clientSettings());
    all.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
        "rheostat-" + context.instance().name());
    return all;
  }

  /// Returns the sender of ticks.
  public Ticker ticker() {
    return ticker;
  }
}
