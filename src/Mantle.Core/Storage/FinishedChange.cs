using Mantle.Core.Accounts;
using Mantle.Core.Organizations;

namespace Mantle.Core.Storage;

/// <summary>The result of a change: the values after it (null if not written), and the writes that store them.</summary>
public sealed record FinishedChange(Account Account, Organization? Organization, List<ValueWrite> Writes, List<NameChange> Names);
