namespace Mantle.Core.Storage;

/// <summary>The data folder or its database cannot be used. The message is one sentence for the person who started the server.</summary>
public class StoreException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The stored data cannot be read. Retrying does not help; somebody has to inspect the files.</summary>
public sealed class UnreadableStoreException(string message, Exception? inner = null) : StoreException(message, inner);

/// <summary>Another writer changed the value first. The call can start over on its newest state.</summary>
public sealed class LostRaceException() : StoreException("The value was changed by another writer.");
