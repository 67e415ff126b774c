package io.rheostat.actuator.driver;

import io.rheostat.model.resource.Target;
import java.net.http.HttpClient;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

final class SimulatedDriverContractTest extends DriverContract {
  private final FencedEndpoint endpoint = new FencedEndpoint();
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    endpoint.close();
    http.close();
  }

  @Override
  protected Driver driver(Owner owner) {
    return new SimulatedDriver(Map.of("lab", endpoint.address()), http, owner);
  }

  @Override
  protected Target target() {
    return Commands.target("simulated");
  }

  @Override
  protected void breakTarget() {
    endpoint.close();
  }
}
