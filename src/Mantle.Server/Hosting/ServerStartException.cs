namespace Mantle.Server.Hosting;

/// <summary>The server cannot start.</summary>
public sealed class ServerStartException(string message, Exception inner) : Exception(message, inner);
