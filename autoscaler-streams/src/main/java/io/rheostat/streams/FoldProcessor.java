package io.rheostat.streams;

import io.rheostat.core.stage.Catalogue;
import io.rheostat.core.stage.Ledger;
import io.rheostat.core.stage.PartitionClock;
import io.rheostat.core.stage.PartitionFold;
import io.rheostat.core.stage.Stage;
import io.rheostat.streams.store.CoreVersion;
import io.rheostat.streams.store.Envelope;
import io.rheostat.streams.store.FoldStore;
import io.rheostat.streams.store.Output;
import io.rheostat.streams.store.RejectedInput;
import io.rheostat.streams.store.Snapshot;
import io.rheostat.topics.Headers;
import io.rheostat.topics.MalformedRecordException;
import io.rheostat.topics.Partitioning;
import io.rheostat.topics.RejectReason;
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

/// Processor of one partition of one stage on Kafka Streams: reads the store, calls the fold,
/// writes the store, forwards the effects. It has no second source and no punctuator.
final class FoldProcessor<S, E, X> implements Processor<String, byte[], RoutedKey, byte[]> {
  private static final Logger LOG = LoggerFactory.getLogger(FoldProcessor.class);
  private static final Duration SNAPSHOT_EVERY = Duration.ofHours(1);

  /// Number of alike records for each logged one; metrics count all.
  private static final int LOG_EVERY = 1_000;

  private final StageBinding<S, E, X> binding;
  private final HostSettings settings;
  private ProcessorContext<RoutedKey, byte[]> context;
  private FoldStore<S, E, X> store;
  private Stage<S, E, X> stage;
  private PartitionFold<S, E, X> fold;
  private Instant snapshotAt = Instant.EPOCH;
  private PartitionStart<S, E, X> start;
  private long nextOffset;
  private long misdated;
  private long ahead;

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
    start = new PartitionStart<>(binding, settings, partition, store);
    List<String> lost = start.restore(stage, fold);
    snapshotAt = fold.now();
    settings.board().opened(binding.name(), partition, fold.now(), lost);
    tellDeclared();
    start.tellAnew();
  }

  private void tellDeclared() {
    List<String> workloads = new ArrayList<>();
    fold.aggregates()
        .forEach((key, state) -> workloads.addAll(binding.workloads().apply(key, state)));
    settings
        .board()
        .declared(binding.name(), context.taskId().partition(), fold.catalogue(), workloads);
  }

  @Override
  public void process(Record<String, byte[]> record) {
    long offset = context.recordMetadata().orElseThrow().offset();
    int partition = context.taskId().partition();
    if (settings.board().givesUp(binding.name(), partition, offset)) {
      settings.metrics().unprocessable(binding.name());
      park(record, offset, RejectReason.UNPROCESSABLE, "processing it failed each time");
      LOG.atError().addKeyValue("offset", offset).log("a record of {} is passed over", where());
    } else {
      take(record, offset);
    }
    settings.board().processed(binding.name(), partition);
    nextOffset = offset + 1;
  }

  private void take(Record<String, byte[]> record, long offset) {
    long started = System.nanoTime();
    if (!start.admits(fold, offset, nextOffset)) {
      return;
    }
    store.lastWords(offset).forEach(effect -> send(effect, record, offset));
    Optional<E> decoded = decoded(record, offset);
    if (decoded.isEmpty()) {
      settings.metrics().malformed(binding.name());
      return;
    }
    countAhead(record);
    Catalogue catalogue = fold.catalogue();
    fold.accept(
        decoded.get(),
        Instant.ofEpochMilli(record.timestamp()),
        new StoreLedger(record, offset, decoded.get().getClass().getSimpleName()));
    store.keepClock(fold.clock(), offset);
    if (!fold.catalogue().equals(catalogue)) {
      store.keepCatalogue(fold.catalogue());
    }
    settings.metrics().stepped(binding.name(), System.nanoTime() - started, fold.now());
    if (stage.router().declaration(decoded.get()).isPresent()) {
      tellDeclared();
    }
    settings.board().turned(binding.name(), context.taskId().partition(), fold.now());
    settings.progress().reached(binding.name(), context.taskId().partition(), fold.now());
    nextOffset = offset + 1;
    if (!fold.now().isBefore(snapshotAt.plus(SNAPSHOT_EVERY))) {
      snapshot();
    }
  }

  /// Counts a record with a timestamp bent to the partition's clock.
  private void countAhead(Record<String, byte[]> record) {
    Instant stamp = Instant.ofEpochMilli(record.timestamp());
    if (!fold.clock().bends(stamp)) {
      return;
    }
    settings.metrics().ahead(binding.name());
    if (ahead++ % LOG_EVERY == 0) {
      LOG.atWarn()
          .log(
              "a record of {} is stamped {}, ahead of {}; it moves no clock",
              where(),
              stamp,
              fold.now());
    }
  }

  private String where() {
    return binding.log().topicName() + "/" + context.taskId().partition();
  }

  /// Decodes a record; empty for an unreadable one. The log goes on: such a record is malformed
  /// here and in every replay of it.
  private Optional<E> decoded(Record<String, byte[]> record, long offset) {
    if (record.value() == null) {
      park(record, offset, RejectReason.MALFORMED_EVENT, "it has no value");
      return Optional.empty();
    }
    try {
      return Optional.of(binding.decode().apply(record.value()));
    } catch (MalformedRecordException e) {
      park(record, offset, RejectReason.MALFORMED_EVENT, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /// Puts a refused record on the topic of rejects.
  private void park(
      Record<String, byte[]> record, long offset, RejectReason reason, String detail) {
    Instant stamp = Instant.ofEpochMilli(record.timestamp());
    Instant at = PartitionClock.isTime(stamp) ? stamp : fold.now();
    send(RejectedInput.of(record, where() + "/" + offset, reason, detail, at), record, offset);
  }

  @Override
  public void close() {
    settings.board().closed(binding.name(), context.taskId().partition());
    if (nextOffset > 0) {
      snapshot();
    }
  }

  private void snapshot() {
    int partition = context.taskId().partition();
    String id = start.logId();
    settings.snapshots().keep(binding.name(), partition, Snapshot.of(stage, fold, nextOffset, id));
    snapshotAt = fold.now();
  }

  private void send(Output output, Record<String, byte[]> input, long offset) {
    RecordHeaders headers = new RecordHeaders();
    headers.add(Headers.INPUT_OFFSET, Headers.ofLong(offset));
    headers.add(Headers.CORE, Headers.ofLong(CoreVersion.fingerprint()));
    Header received = input.headers().lastHeader(Headers.RECEIVED_MICROS);
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

  /// Ledger of one input: writes the results of its step, or repeats the last effects of an earlier
  /// step.
  private final class StoreLedger implements Ledger<S, X> {
    private final Record<String, byte[]> input;
    private final long offset;
    private final String kind;

    StoreLedger(Record<String, byte[]> input, long offset, String kind) {
      this.kind = kind;
      this.input = input;
      this.offset = offset;
    }

    @Override
    public boolean clocked(boolean tick) {
      return store.clocked(offset, tick);
    }

    @Override
    public void misdated(Instant stamp) {
      settings.metrics().misdated(binding.name());
      String detail = input.timestamp() <= 0 ? "it has no timestamp" : "it is stamped " + stamp;
      park(input, offset, RejectReason.MISDATED, detail);
      if (misdated++ % LOG_EVERY == 0) {
        LOG.atWarn()
            .addKeyValue("offset", offset)
            .log("a record of {} was refused: {}. Its sender's clock is wrong.", where(), detail);
      }
    }

    @Override
    public void failed(String key, RuntimeException bug) {
      // The aggregate stays as it was; rheostat_stage_failed_steps counts it.
      settings.metrics().failed(binding.name());
      settings
          .board()
          .failed(
              binding.name(),
              context.taskId().partition(),
              fault(key),
              new StageBoard.Fault(1, offset, String.valueOf(bug)));
      LOG.atError()
          .setCause(bug)
          .addKeyValue("aggregate", key)
          .addKeyValue("offset", offset)
          .log("a step of {} threw and was passed over; this is a bug", binding.name());
    }

    @Override
    public void faulted(String key, List<X> effects) {
      for (X effect : effects) {
        settings.metrics().effect(binding.name(), binding.count().apply(effect));
        binding.write().apply(effect).ifPresent(output -> send(output, input, offset));
      }
    }

    private String fault(String key) {
      return kind + " of " + (kind.equals("Tick") ? key : input.key());
    }

    @Override
    public boolean applied(String key) {
      if (settings.delivery() == Delivery.EXACTLY_ONCE) {
        return false; // state and offsets commit together: no input comes twice
      }
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
      settings.board().succeeded(binding.name(), context.taskId().partition(), fault(key));
    }
  }
}
