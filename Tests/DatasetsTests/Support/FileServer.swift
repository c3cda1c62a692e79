import Foundation

/// A web server on 127.0.0.1 that can misbehave as a test wants.
final class FileServer: @unchecked Sendable {
  struct Reply {
    var content: [UInt8]
    /// Whether a byte range is granted; if not, the whole file comes, as from simple servers.
    var grantsRanges = true
    /// Close the connection after so many bytes of the body.
    var breaksAfter: Int?
    /// Answer with this status and no file.
    var status = 200
    /// Wait so many seconds before the answer.
    var delay = 0.0
  }

  private let lock = NSLock()
  private var replies: [String: Reply] = [:]
  private var log: [String] = []
  private let listener: Int32
  /// The address of the folder served, ending in a slash.
  let address: String

  init() throws {
    #if canImport(Glibc)
      let kind = Int32(SOCK_STREAM.rawValue)
    #else
      let kind = SOCK_STREAM
    #endif
    listener = socket(AF_INET, kind, 0)
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    name.sin_addr.s_addr = inet_addr("127.0.0.1")
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = listener
    let isBound = withUnsafeMutablePointer(to: &name) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, size) == 0 && listen(descriptor, 8) == 0
          && getsockname(descriptor, $0, &size) == 0
      }
    }
    guard isBound else { throw CocoaError(.featureUnsupported) }
    address = "http://127.0.0.1:\(UInt16(bigEndian: name.sin_port))/"
    Thread.detachNewThread { [weak self] in
      while true {
        let connection = accept(descriptor, nil, nil)
        guard connection >= 0 else { return }
        self?.serve(connection)
        close(connection)
      }
    }
  }

  deinit { stop() }

  /// Refuses connections from now on.
  func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

  /// The requests so far, as `NAME` or `NAME from OFFSET`.
  var requests: [String] { lock.withLock { log } }

  func set(_ name: String, _ reply: Reply) { lock.withLock { replies[name] = reply } }

  /// Serves all files of a set as they are.
  func serve(_ set: TinySet) {
    for (name, bytes) in zip(TinySet.names, set.contents) { self.set(name, Reply(content: bytes)) }
  }

  private func serve(_ connection: Int32) {
    var request: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while !String(decoding: request, as: UTF8.self).contains("\r\n\r\n") {
      let got = recv(connection, &buffer, buffer.count, 0)
      guard got > 0 else { return }
      request += buffer.prefix(got)
    }
    let lines = String(decoding: request, as: UTF8.self).split(separator: "\r\n")
    let name = String(lines[0].split(separator: " ")[1].dropFirst())
    let range = lines.first { $0.lowercased().hasPrefix("range: bytes=") }
    let offset = range.flatMap { Int($0.dropFirst(13).prefix { $0 != "-" }) }
    let reply = lock.withLock {
      log.append(name + (offset.map { " from \($0)" } ?? ""))
      return replies[name] ?? Reply(content: [], status: 404)
    }
    Thread.sleep(forTimeInterval: reply.delay)
    var status = "\(reply.status) Reply"
    var body = reply.status == 200 ? reply.content[...] : []
    if let offset, reply.grantsRanges, reply.status == 200 {
      guard offset < reply.content.count else {
        _ = send(connection, "HTTP/1.1 416 Range\r\nContent-Length: 0\r\n\r\n")
        return
      }
      let last = reply.content.count - 1
      status =
        "206 Partial\r\nContent-Range: bytes \(offset)-\(last)/\(reply.content.count)"
      body = body.dropFirst(offset)
    }
    _ = send(
      connection, "HTTP/1.1 \(status)\r\nContent-Length: \(body.count)\r\nConnection: close\r\n\r\n"
    )
    if let limit = reply.breaksAfter { body = body.prefix(limit) }
    _ = send(connection, Array(body))
  }

  private func send(_ connection: Int32, _ text: String) -> Bool {
    send(connection, Array(text.utf8))
  }

  private func send(_ connection: Int32, _ bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Foundation.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }
}
