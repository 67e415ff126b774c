package io.rheostat.app.recording;

import io.rheostat.streams.KafkaLogs;
import io.rheostat.streams.Logs;
import io.rheostat.streams.StageBinding;
import io.rheostat.streams.StreamsHost;
import io.rheostat.streams.store.KafkaSnapshots;
import io.rheostat.streams.store.Snapshot;
import io.rheostat.topics.Clients;
import io.rheostat.topics.Headers;
import io.rheostat.topics.Topic;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// Logs of a cluster, read where they are: without a consumer group, and without moving any offset.
///
/// A section begins with the newest snapshot before it, and ends where the stages had folded to:
/// records not yet folded cannot be compared.
public final class KafkaRecording implements Recording {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int FETCH_BYTES = 4 << 20;

  /// Effects carry the time of the fold, which a record may move by ten seconds and a clock that
  /// was set by more: so far before the section they are looked for.
  private static final Duration MARGIN = Duration.ofHours(1);

  private final String bootstrap;
  private final Map<String, Object> settings;
  private final Map<String, ?> extra;
  private final KafkaConsumer<String, byte[]> consumer;
  private final KafkaConsumer<String, byte[]> written;
  private final KafkaLogs logs;
  private final Map<TopicPartition, OffsetAndMetadata> folded;
  private final Optional<LogPosition> from;
  private final Optional<LogPosition> to;
  private final int partitions;

  /// Opens the logs.
  ///
  /// @param from begin of the section; empty for that of the logs
  /// @param to end of the section; empty for what was folded
  /// @throws IOException when the cluster has no such logs, or does not tell
  public KafkaRecording(
      String bootstrap, Map<String, ?> extra, Optional<LogPosition> from, Optional<LogPosition> to)
      throws IOException, InterruptedException {
    this.bootstrap = bootstrap;
    this.extra = extra;
    this.from = from;
    this.to = to;
    folded = folded(bootstrap, extra);
    settings = new HashMap<>(Clients.consumer(bootstrap, "", extra));
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    consumer = open(settings);
    written = open(uncommitted(settings));
    logs = new KafkaLogs(bootstrap, extra);
    List<PartitionInfo> known = consumer.partitionsFor(Topic.WORKLOAD_LOG.topicName());
    partitions = known == null ? 0 : known.size();
    if (partitions == 0) {
      close();
      throw new IOException(bootstrap + " has no topic " + Topic.WORKLOAD_LOG.topicName() + ".");
    }
  }

  private static Map<TopicPartition, OffsetAndMetadata> folded(
      String bootstrap, Map<String, ?> extra) throws IOException, InterruptedException {
    try (Admin admin = Admin.create(Clients.admin(bootstrap, extra))) {
      return admin
          .listConsumerGroupOffsets(StreamsHost.APPLICATION)
          .partitionsToOffsetAndMetadata()
          .get();
    } catch (ExecutionException e) {
      throw new IOException("the stages' offsets could not be read: " + e.getMessage(), e);
    }
  }

  private static KafkaConsumer<String, byte[]> open(Map<String, Object> settings) {
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }

  /// Returns the settings of a consumer that sees ends of partitions as they are written. A commit
  /// is decided before its end stands in every partition: who asks for the end of what is committed
  /// may be told one without the effects of inputs that are known as folded.
  static Map<String, Object> uncommitted(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
    return all;
  }

  private LogCursor cursor(TopicPartition place, long first) {
    long end = written.endOffsets(List.of(place)).getOrDefault(place, 0L);
    return new Cursor(open(settings), place, first, end);
  }

  @Override
  public int partitions() {
    return partitions;
  }

  @Override
  public synchronized Section section(StageBinding<?, ?, ?> binding, int partition)
      throws IOException {
    TopicPartition log = new TopicPartition(binding.log().topicName(), partition);
    long begin = consumer.beginningOffsets(List.of(log)).getOrDefault(log, 0L);
    OffsetAndMetadata committed = folded.get(log);
    long end = committed == null ? 0 : committed.offset();
    long first = from.isEmpty() ? begin : offset(log, from.get(), begin, end);
    long last = to.isEmpty() ? end : Math.min(end, offset(log, to.get(), begin, end));
    String id = logs.find(binding.log(), partition).map(Logs.Log::id).orElse("");
    Optional<Snapshot> start =
        first == 0
            ? Optional.empty()
            : KafkaSnapshots.before(bootstrap, extra, binding.name(), partition, id, first)
                .filter(one -> one.nextOffset() >= begin);
    return new Section(start, start.map(Snapshot::nextOffset).orElse(begin), first, last);
  }

  private long offset(TopicPartition log, LogPosition position, long begin, long end)
      throws IOException {
    return switch (position) {
      case LogPosition.Offset(long offset) -> {
        if (offset < begin) {
          throw new SectionGoneException(
              log + " begins at offset " + begin + ". Take @" + begin + ".");
        }
        yield offset;
      }
      case LogPosition.At(Instant time) -> {
        OffsetAndTimestamp found =
            consumer.offsetsForTimes(Map.of(log, time.toEpochMilli())).get(log);
        if (found == null) {
          yield end;
        }
        Instant first = Instant.ofEpochMilli(found.timestamp());
        if (begin > 0 && found.offset() <= begin && first.isAfter(time)) {
          throw new SectionGoneException(
              log + " holds nothing of " + time + ". Its first record is of " + first + ".");
        }
        yield found.offset();
      }
    };
  }

  @Override
  public synchronized LogCursor log(Topic topic, int partition, long first) {
    return cursor(new TopicPartition(topic.topicName(), partition), first);
  }

  @Override
  public synchronized LogCursor effects(Topic topic, int partition) {
    TopicPartition place = new TopicPartition(topic.topicName(), partition);
    long begin = consumer.beginningOffsets(List.of(place)).getOrDefault(place, 0L);
    if (from.isPresent() && from.get() instanceof LogPosition.At(Instant time)) {
      long before = time.minus(MARGIN).toEpochMilli();
      OffsetAndTimestamp found = consumer.offsetsForTimes(Map.of(place, before)).get(place);
      begin = found == null ? begin : Math.max(begin, found.offset());
    }
    return cursor(place, begin);
  }

  @Override
  public boolean mayEndEarly(Topic topic) {
    return false;
  }

  @Override
  public void close() {
    consumer.close();
    written.close();
    logs.close();
  }

  /// Reader of the committed records of one partition up to an end; it waits for those of a
  /// transaction that is not over.
  private static final class Cursor implements LogCursor {
    private final KafkaConsumer<String, byte[]> consumer;
    private final TopicPartition place;
    private final long end;
    private final Deque<ConsumerRecord<String, byte[]>> read = new ArrayDeque<>();

    private Cursor(
        KafkaConsumer<String, byte[]> consumer, TopicPartition place, long first, long end) {
      this.consumer = consumer;
      this.place = place;
      this.end = end;
      consumer.assign(List.of(place));
      consumer.seek(place, first);
    }

    @Override
    public Optional<LogRecord> next() throws IOException {
      try {
        while (read.isEmpty() && consumer.position(place) < end) {
          consumer.poll(POLL).forEach(read::add);
        }
      } catch (KafkaException e) {
        throw new IOException(place + " could not be read: " + e.getMessage(), e);
      }
      ConsumerRecord<String, byte[]> record = read.poll();
      return record == null ? Optional.empty() : Optional.of(of(record));
    }

    @Override
    public void close() {
      consumer.close();
    }
  }

  /// Returns a record as it is kept; without a value it has none of its bytes.
  static LogRecord of(ConsumerRecord<String, byte[]> record) {
    return new LogRecord(
        record.offset(),
        record.timestamp(),
        Headers.readLong(record.headers(), Headers.INPUT_OFFSET).orElse(-1),
        Headers.readLong(record.headers(), Headers.CORE).orElse(0),
        record.key() == null ? "" : record.key(),
        record.value() == null ? new byte[0] : record.value());
  }
}
