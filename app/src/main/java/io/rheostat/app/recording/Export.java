package io.rheostat.app.recording;

import io.rheostat.topics.Clients;
import io.rheostat.topics.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// Export of both logs, decisions and commands into a folder, up to the stages' progress: records
/// not yet folded cannot be compared.
public final class Export {
  static final String STREAMS_GROUP = "rheostat";
  private static final Duration POLL = Duration.ofMillis(200);
  static final String PARTITIONS_FILE = "partitions";

  private final Path directory;
  private final KafkaConsumer<String, byte[]> consumer;
  private final KafkaConsumer<String, byte[]> ends;
  private final Map<TopicPartition, OffsetAndMetadata> folded;

  private Export(
      Path directory,
      KafkaConsumer<String, byte[]> consumer,
      KafkaConsumer<String, byte[]> ends,
      Map<TopicPartition, OffsetAndMetadata> folded) {
    this.directory = directory;
    this.consumer = consumer;
    this.ends = ends;
    this.folded = folded;
  }

  /// Writes the folder, replacing an earlier export.
  ///
  /// @return number of written records
  /// @throws IOException when the folder cannot be written
  public static long write(String bootstrap, Path directory, Map<String, ?> extra)
      throws IOException, InterruptedException {
    Files.createDirectories(directory);
    Map<TopicPartition, OffsetAndMetadata> folded;
    try (Admin admin = Admin.create(Clients.admin(bootstrap, extra))) {
      folded = admin.listConsumerGroupOffsets(STREAMS_GROUP).partitionsToOffsetAndMetadata().get();
    } catch (ExecutionException e) {
      throw new IOException("the stages' offsets could not be read: " + e.getMessage(), e);
    }
    Map<String, Object> settings = Clients.consumer(bootstrap, "", extra);
    try (KafkaConsumer<String, byte[]> consumer = open(settings);
        KafkaConsumer<String, byte[]> ends = open(KafkaRecording.uncommitted(settings))) {
      return new Export(directory, consumer, ends, folded).write();
    }
  }

  private static KafkaConsumer<String, byte[]> open(Map<String, Object> settings) {
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }

  private long write() throws IOException {
    int partitions = consumer.partitionsFor(Topic.WORKLOAD_LOG.topicName()).size();
    Files.writeString(directory.resolve(PARTITIONS_FILE), Integer.toString(partitions));
    long written = 0;
    for (int partition = 0; partition < partitions; partition++) {
      written += copy(Topic.WORKLOAD_LOG, partition, folded(Topic.WORKLOAD_LOG, partition), false);
      long plans = folded(Topic.POOL_LOG, partition);
      written += copy(Topic.POOL_LOG, partition, plans, false);
      written += copy(Topic.DECISIONS, partition, plans, true);
      written += copy(Topic.COMMANDS, partition, plans, true);
    }
    return written;
  }

  private long folded(Topic topic, int partition) {
    OffsetAndMetadata committed = folded.get(new TopicPartition(topic.topicName(), partition));
    return committed == null ? 0 : committed.offset();
  }

  /// @param until first offset left out: the record's own, or its input's
  private long copy(Topic topic, int partition, long until, boolean byInput) throws IOException {
    TopicPartition source = new TopicPartition(topic.topicName(), partition);
    consumer.assign(List.of(source));
    consumer.seekToBeginning(List.of(source));
    long end = ends.endOffsets(List.of(source)).getOrDefault(source, 0L);
    long written = 0;
    try (LogFile.Writer file = LogFile.create(directory, topic, partition)) {
      while (consumer.position(source) < end) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        consumer.poll(POLL).forEach(records::add);
        for (ConsumerRecord<String, byte[]> record : records) {
          LogRecord kept = KafkaRecording.of(record);
          if ((byInput ? kept.inputOffset() : kept.offset()) < until) {
            file.write(kept);
            written++;
          }
        }
      }
    }
    return written;
  }
}
