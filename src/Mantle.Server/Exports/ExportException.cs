namespace Mantle.Server.Exports;

/// <summary>Events could not be delivered; they are delivered later.</summary>
/// <param name="message">What happened, as a clause.</param>
/// <param name="inner">The cause; null if it is in the message.</param>
sealed class ExportException(string message, Exception? inner = null) : Exception(message, inner);
