namespace Mantle.Core.Storage;

/// <summary>The data folder or its database cannot be used; the message is one sentence for the person who started the server.</summary>
public class StoreException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>What is stored cannot be read. Trying again does not help: somebody has to look at the files.</summary>
public sealed class UnreadableStoreException(string message, Exception? inner = null) : StoreException(message, inner);

/// <summary>Another writer changed the value first; the call can start over on its newest state.</summary>
public sealed class LostRaceException() : StoreException("The value was changed by another writer.");
