namespace Mantle.Server.Hosting;

/// <summary>The server cannot start. The message is one sentence for the person who started it.</summary>
public sealed class ServerStartException(string message, Exception? inner = null) : Exception(message, inner);
