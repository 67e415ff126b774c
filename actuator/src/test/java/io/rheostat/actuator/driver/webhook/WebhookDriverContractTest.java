package io.rheostat.actuator.driver.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.actuator.driver.Driver;
import io.rheostat.actuator.driver.DriverContract;
import io.rheostat.actuator.driver.FencedEndpoint;
import io.rheostat.actuator.driver.Owner;
import io.rheostat.model.command.Generation;
import io.rheostat.model.resource.Target;
import java.net.http.HttpClient;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WebhookDriverContractTest extends DriverContract {
  private static final String SECRET = "0123456789abcdef";
  private static final Instant NOW = Instant.parse("2026-11-23T00:00:00.5Z");

  private final FencedEndpoint endpoint = new FencedEndpoint();
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    endpoint.close();
    http.close();
  }

  @Override
  protected Driver driver(Owner owner) {
    return new WebhookDriver(http, _ -> Optional.of(SECRET), InstantSource.fixed(NOW), owner);
  }

  @Override
  protected Target target() {
    return new Target(
        "webhook", new TreeMap<>(Map.of("url", endpoint.address() + "/resize", "secretEnv", "S")));
  }

  @Override
  protected void breakTarget() {
    endpoint.close();
  }

  @Test
  void a_resize_carries_its_generation_as_idempotency_key_and_a_signature_over_its_body() {
    apply(3, new Generation(2, 7));

    FencedEndpoint.Received call = endpoint.received().getFirst();
    assertThat(call.method() + " " + call.path()).isEqualTo("POST /resize");
    assertThat(call.body())
        .isEqualTo(
            "{\"workload\":\"chat\",\"placement\":\"h100\",\"replicas\":3,\"generation\":\"2.7\","
                + "\"owner\":\"cluster-a/fleet-a\"}");
    assertThat(call.headers())
        .containsEntry("idempotency-key", "chat/h100/2.7")
        .containsEntry("rheostat-owner", "cluster-a/fleet-a")
        .containsEntry("webhook-id", "chat/h100/2.7")
        .containsEntry("webhook-timestamp", "1795392000")
        .containsEntry("content-type", "application/json");
    // printf '%s' 'chat/h100/2.7.1795392000.{…}' | openssl dgst -sha256 -hmac 0123456789abcdef
    // -binary | base64
    assertThat(Objects.requireNonNull(call.headers().get("webhook-signature")))
        .isEqualTo("v1,vDJkqZ5zEHv3wP/CMUs2OGBih9i8dgMpr8lX3rMpHck=");
  }

  @Test
  void a_look_names_the_workload_and_is_signed_too() {
    seen();

    FencedEndpoint.Received call = endpoint.received().getFirst();
    assertThat(call.method() + " " + call.path()).isEqualTo("GET /resize?workload=chat");
    assertThat(call.headers().get("webhook-signature")).startsWith("v1,");
    assertThat(call.headers().get("webhook-id")).startsWith("observe/chat/");
  }
}
