package io.rheostat.app.cli.operate;

import io.rheostat.app.cli.option.CommonOptions;
import io.rheostat.app.cli.option.KafkaOptions;
import io.rheostat.app.cli.text.RecordText;
import io.rheostat.topics.Clients;
import io.rheostat.topics.MalformedRecordException;
import io.rheostat.topics.Topic;
import io.rheostat.topics.codec.EventText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `rheostat tail`.
@Command(
    name = "tail",
    description =
        "Prints the last records of a topic, one a line, and follows it. --json "
            + "prints whole records.",
    footer = {"", "Example: rheostat tail decisions -n 5 --no-follow"})
public final class TailCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Parameters(
      paramLabel = "TOPIC",
      description = "workload-log, pool-log, commands, decisions, fleet or rejects.")
  private String topic = "";

  @Option(
      names = "-n",
      defaultValue = "10",
      description = "Records of each partition to begin with.")
  private long last;

  @Option(names = "--no-follow", description = "End at the topic's present end.")
  private boolean noFollow;

  @Override
  public Integer call() throws Exception {
    if (common.help()) {
      return 0;
    }
    Topic wanted = Topic.ofName(topic);
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Clients.consumer(kafka.bootstrap(), "", kafka.clientSettings()),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(wanted.topicName()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      var ends = consumer.endOffsets(partitions);
      var begins = consumer.beginningOffsets(partitions);
      ends.forEach(
          (partition, end) ->
              consumer.seek(partition, Math.max(begins.getOrDefault(partition, 0L), end - last)));
      boolean more = true;
      while (more) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(record -> print(wanted, record, common.json()));
        more =
            !noFollow
                || ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
      }
    }
    return 0;
  }

  private static void print(Topic topic, ConsumerRecord<String, byte[]> record, boolean whole) {
    String text;
    if (record.value() == null) {
      System.out.printf("%d/%d %s removed%n", record.partition(), record.offset(), record.key());
      return;
    }
    try {
      text = whole ? EventText.json(topic, record.value()) : RecordText.of(topic, record.value());
    } catch (MalformedRecordException e) {
      text = "cannot be read: " + e.getMessage();
    }
    System.out.printf(
        "%s %d/%d %s %s%n",
        Instant.ofEpochMilli(record.timestamp()),
        record.partition(),
        record.offset(),
        record.key() == null || record.key().isEmpty() ? "-" : record.key(),
        text);
  }
}
