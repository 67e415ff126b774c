package io.rheostat.streams;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rheostat.core.stage.PartitionFold;
import io.rheostat.streams.store.FoldStore;
import io.rheostat.topics.Headers;
import io.rheostat.topics.Topic;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/// One life of a stage's processor on a store that outlives it.
final class Life<S, E, X> {
  private final StageBinding<S, E, X> binding;
  private final MockProcessorContext<RoutedKey, byte[]> context = new MockProcessorContext<>();
  private final FoldProcessor<S, E, X> processor;
  private final List<Sent> sent = new ArrayList<>();

  Life(StageBinding<S, E, X> binding, Delivery delivery, TornStore store) {
    this(binding, HostSettingsFixture.of(1, delivery, new SimpleMeterRegistry()), store);
  }

  Life(StageBinding<S, E, X> binding, HostSettings settings, TornStore store) {
    this.binding = binding;
    context.addStateStore(store);
    processor = new FoldProcessor<>(binding, settings);
    processor.init(context);
  }

  /// The processor is closed, as at a shutdown.
  void close() {
    processor.close();
  }

  /// Processes the record at an offset.
  ///
  /// @throws TornException when the process ended on the way; what it sent until then is out
  void process(List<Entry> log, int offset) {
    Entry entry = log.get(offset);
    RecordHeaders headers = new RecordHeaders();
    entry
        .micros()
        .ifPresent(micros -> headers.add(Headers.RECEIVED_MICROS, Headers.ofLong(micros)));
    context.setRecordMetadata(binding.log().topicName(), 0, offset);
    try {
      processor.process(new Record<>(entry.key(), entry.value(), entry.timestamp(), headers));
    } finally {
      for (var forward : context.forwarded()) {
        sent.add(sent(forward.childName().orElseThrow(), forward.record()));
      }
      context.resetForwards();
    }
  }

  private Sent sent(String sink, Record<? extends RoutedKey, ? extends byte[]> record) {
    for (Topic topic : List.of(Topic.POOL_LOG, Topic.COMMANDS, Topic.DECISIONS, Topic.REJECTS)) {
      if (sink.equals(StreamsTopology.sinkName(binding, topic))) {
        return Sent.of(
            topic, record.key().key(), record.value(), record.timestamp(), record.headers());
      }
    }
    throw new AssertionError("no such sink: " + sink);
  }

  /// All that was sent so far.
  List<Sent> sent() {
    return sent;
  }

  /// The state that a process would start with on this store, as text to compare.
  static <S, E, X> String state(StageBinding<S, E, X> binding, TornStore store) {
    var stage = binding.stage().get();
    PartitionFold<S, E, X> fold = new PartitionFold<>(stage, _ -> true);
    new FoldStore<>(store, stage, true).restore(fold);
    MessageDigest digest = PartitionFold.sha256();
    fold.digest(digest);
    return fold.now()
        + " "
        + fold.keys()
        + " "
        + HexFormat.of().formatHex(digest.digest())
        + " "
        + fold.catalogue();
  }
}
