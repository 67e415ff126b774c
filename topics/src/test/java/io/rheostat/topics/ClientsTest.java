package io.rheostat.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;

final class ClientsTest {
  private static final String BOOTSTRAP = "127.0.0.1:9092";

  @Test
  void a_producer_keeps_what_was_acknowledged() {
    ProducerConfig settings = new ProducerConfig(Clients.producer(BOOTSTRAP));
    assertThat(settings.getString("acks")).isEqualTo("-1");
    assertThat(settings.getBoolean("enable.idempotence")).isTrue();
  }

  @Test
  void a_transaction_of_a_killed_process_is_over_after_three_seconds() {
    ProducerConfig settings = new ProducerConfig(Clients.transactionalProducer(BOOTSTRAP, "one"));
    assertThat(settings.getString("transactional.id")).isEqualTo("one");
    assertThat(settings.getInt("transaction.timeout.ms")).isEqualTo(3_000);
  }

  @Test
  void a_consumer_reads_what_is_committed_from_the_beginning() {
    ConsumerConfig settings = new ConsumerConfig(Clients.consumer(BOOTSTRAP, "readers"));
    assertThat(settings.getString("isolation.level")).isEqualTo("read_committed");
    assertThat(settings.getString("auto.offset.reset")).isEqualTo("earliest");
    assertThat(settings.getInt("session.timeout.ms")).isEqualTo(6_000);
    assertThat(settings.getString("group.id")).isEqualTo("readers");
  }

  @Test
  void a_consumer_without_a_group_names_none() {
    assertThat(Clients.consumer(BOOTSTRAP, "")).doesNotContainKey("group.id");
  }

  @Test
  void extra_properties_win_in_every_client() {
    Map<String, String> extra = Map.of("security.protocol", "SSL", "client.id", "mine");
    assertThat(Clients.producer(BOOTSTRAP, extra)).containsAllEntriesOf(extra);
    assertThat(Clients.transactionalProducer(BOOTSTRAP, "one", extra)).containsAllEntriesOf(extra);
    assertThat(Clients.consumer(BOOTSTRAP, "", extra)).containsAllEntriesOf(extra);
    assertThat(Clients.admin(BOOTSTRAP, extra)).containsAllEntriesOf(extra);
  }

  @Test
  void an_admin_asks_again_soon() {
    AdminClientConfig settings = new AdminClientConfig(Clients.admin(BOOTSTRAP));
    assertThat(settings.getLong("retry.backoff.ms")).isEqualTo(5);
  }
}
