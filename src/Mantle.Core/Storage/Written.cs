using Mantle.Core.Accounts;
using Mantle.Core.Organizations;

namespace Mantle.Core.Storage;

/// <summary>What a change comes to: the values after it (null where one is not written), and what makes them so.</summary>
public sealed record Written(Account Account, Organization? Organization, List<ValueWrite> Writes, List<NameChange> Names);
