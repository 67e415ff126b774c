package io.rheostat.streams;

import io.rheostat.core.stage.Catalogue;
import io.rheostat.core.stage.Ledger;
import io.rheostat.core.stage.PartitionFold;
import io.rheostat.core.stage.Stage;
import io.rheostat.topics.MalformedRecordException;
import io.rheostat.topics.Partitioning;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One partition of one stage on Kafka Streams: reads the store, calls the fold, writes the store,
/// forwards the effects. It has no second source and no punctuator.
final class FoldProcessor<S, E, X> implements Processor<String, byte[], RoutedKey, byte[]> {
  private static final Logger LOG = LoggerFactory.getLogger(FoldProcessor.class);

  private static final Duration SNAPSHOT_EVERY = Duration.ofHours(1);

  private final StageBinding<S, E, X> binding;
  private final HostSettings settings;
  private ProcessorContext<RoutedKey, byte[]> context;
  private FoldStore<S, E, X> store;
  private Stage<S, E, X> stage;
  private PartitionFold<S, E, X> fold;
  private Instant snapshotAt = Instant.EPOCH;
  private long nextOffset;

  @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
  FoldProcessor(StageBinding<S, E, X> binding, HostSettings settings) {
    this.binding = binding;
    this.settings = settings;
  }

  @Override
  public void init(ProcessorContext<RoutedKey, byte[]> processorContext) {
    context = processorContext;
    int partition = context.taskId().partition();
    stage = binding.stage().get();
    store =
        new FoldStore<>(
            context.getStateStore(StreamsTopology.storeName(binding)),
            stage,
            settings.delivery() == Delivery.AT_LEAST_ONCE);
    fold =
        new PartitionFold<>(
            stage, key -> Partitioning.partition(key, settings.logPartitions()) == partition);
    store.restore(fold);
    snapshotAt = fold.now();
  }

  @Override
  public void process(Record<String, byte[]> record) {
    long started = System.nanoTime();
    long offset = context.recordMetadata().orElseThrow().offset();
    store.lastWords(offset).forEach(effect -> send(effect, record, offset));
    Optional<E> decoded = decoded(record);
    if (decoded.isEmpty()) {
      settings.metrics().malformed(binding.name());
      return;
    }
    Catalogue catalogue = fold.catalogue();
    fold.accept(
        decoded.get(), Instant.ofEpochMilli(record.timestamp()), new StoreLedger(record, offset));
    store.keepClock(fold.now());
    if (!fold.catalogue().equals(catalogue)) {
      store.keepCatalogue(fold.catalogue());
    }
    settings.metrics().stepped(binding.name(), System.nanoTime() - started, fold.now());
    settings.progress().reached(binding.name(), context.taskId().partition(), fold.now());
    nextOffset = offset + 1;
    if (!fold.now().isBefore(snapshotAt.plus(SNAPSHOT_EVERY))) {
      snapshot();
    }
  }

  /// Empty for what cannot be read. The log goes on: such a record is malformed here and in every
  /// replay of it.
  private Optional<E> decoded(Record<String, byte[]> record) {
    if (record.value() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(binding.decode().apply(record.value()));
    } catch (MalformedRecordException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    if (nextOffset > 0) {
      snapshot();
    }
  }

  private void snapshot() {
    int partition = context.taskId().partition();
    settings.snapshots().keep(binding.name(), partition, Snapshot.of(stage, fold, nextOffset));
    snapshotAt = fold.now();
  }

  private void send(Output output, Record<String, byte[]> input, long offset) {
    RecordHeaders headers = new RecordHeaders();
    headers.add(io.rheostat.topics.Headers.INPUT_OFFSET, io.rheostat.topics.Headers.ofLong(offset));
    Header received = input.headers().lastHeader(io.rheostat.topics.Headers.RECEIVED_MICROS);
    if (received != null) {
      headers.add(received);
    }
    context.forward(
        new Record<>(
            new RoutedKey(output.key(), output.partitionBy()),
            output.value(),
            fold.now().toEpochMilli(),
            headers),
        StreamsTopology.sinkName(binding, output.topic()));
  }

  /// Writes what a step did, or repeats the last effects of a step that was done before.
  private final class StoreLedger implements Ledger<S, X> {
    private final Record<String, byte[]> input;
    private final long offset;

    StoreLedger(Record<String, byte[]> input, long offset) {
      this.input = input;
      this.offset = offset;
    }

    @Override
    public void failed(String key, RuntimeException bug) {
      // The aggregate stays as it was; rheostat_stage_failed_steps counts it.
      settings.metrics().failed(binding.name());
      LOG.atError()
          .setCause(bug)
          .addKeyValue("aggregate", key)
          .addKeyValue("offset", offset)
          .log("a step of {} threw and was passed over; this is a bug", binding.name());
    }

    @Override
    public boolean applied(String key) {
      Envelope last = store.last(key);
      if (last.offset() < offset) {
        return false;
      }
      if (last.offset() == offset && last.root().isPresent()) {
        last.effects().forEach(effect -> send(effect, input, offset));
      }
      return true;
    }

    @Override
    public void stepped(String key, S before, S after, List<X> effects) {
      List<Output> outputs = new ArrayList<>(effects.size());
      for (X effect : effects) {
        binding.write().apply(effect).ifPresent(outputs::add);
        settings.metrics().effect(binding.name(), binding.count().apply(effect));
      }
      store.keep(
          key, before, after, new FoldStore.Input(offset, fold.now().toEpochMilli()), outputs);
      outputs.forEach(output -> send(output, input, offset));
    }
  }
}
