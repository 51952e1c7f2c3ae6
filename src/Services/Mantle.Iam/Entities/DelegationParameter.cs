using System.Collections.Immutable;

namespace Mantle.Iam.Entities;

sealed record DelegationParameter(string Name, string Type, ImmutableArray<string> Values);
