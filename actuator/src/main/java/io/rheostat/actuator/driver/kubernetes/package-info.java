/// Resizes workloads in Kubernetes, with the fence at the object that is resized.
///
/// Objects are read as JSON trees and never as the client's classes: any kind may be a target, what
/// a cluster answers may be nonsense, and a tree answers "missing" where a class throws.
@NullMarked
package io.rheostat.actuator.driver.kubernetes;

import org.jspecify.annotations.NullMarked;
