using System.Collections.Immutable;
using Mantle.Core.Federation;

namespace Mantle.Core.Authentication;

/// <summary>The workload that a service assumed a role for.</summary>
/// <param name="RegistrationId">The workload's registration. The session ends with it.</param>
/// <param name="Keys">Condition keys that the service adds to the session, such as <c>ec2:SourceInstanceARN</c>.</param>
public sealed record SessionWorkload(string RegistrationId, ImmutableArray<SessionKey> Keys);
