using Mantle.Core.Authorization;

namespace Mantle.Organizations;

/// <summary>The rules that all calls of Organizations share.</summary>
sealed class OrganizationsTraits : ServiceTraits
{
    public override bool IsGlobal => true;
}
