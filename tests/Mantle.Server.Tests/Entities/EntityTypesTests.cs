using System.Reflection;
using Mantle.Core.Entities;
using Mantle.Server.Hosting;

namespace Mantle.Server.Tests.Entities;

public class EntityTypesTests
{
    /// <summary>
    /// Stored rows have these numbers: a changed number loses data. Number 8 stays unused: it belonged to names, which are no longer
    /// entities.
    /// </summary>
    [Fact]
    public void Stored_numbers_keep_their_meaning() =>
        Assert.Equal(
            [
                "1 RootUser Account",
                "2 User Account",
                "3 Group Account",
                "4 Role Account",
                "5 ManagedPolicy Account",
                "6 InstanceProfile Account",
                "7 Bucket Account",
                "9 AccessPoint Account",
                "10 AccountPublicAccess Account",
                "20 VirtualMfaDevice Account",
                "21 ServerCertificate Account",
                "22 PasswordPolicy Account",
                "30 OidcProvider Account",
                "31 SamlProvider Account",
                "32 OutboundFederation Account",
                "40 AccountSettings Account",
                "41 RoleDeletion Account",
                "42 DelegationRequest Account",
                "43 TrustAnchor Account",
                "44 Profile Account",
                "45 Crl Account",
                "46 Subject Account",
                "50 OrganizationSettings Organization",
                "51 Unit Organization",
                "52 Member Organization",
                "53 OrganizationPolicy Organization",
                "54 HandshakeRecord Organization",
                "55 AccountCreation Organization",
                "56 Delegation Organization",
                "57 TransferRecord Organization",
                "58 Membership Account",
                "59 ReceivedHandshake Account",
                "60 WorkloadRegistration Account",
                "61 PodAssociation Account",
                "67 AuthorizationCode Account",
                "70 Trail Account",
                "71 TrailProgress Account",
                "72 DigestKey Account",
                "75 EndedDelegation Account",
            ],
            Installation.StoredTypes().All.OrderBy(type => type.Number).Select(type => $"{type.Number} {type.Type.Name} {type.Owner}")
        );

    [Fact]
    public void A_number_that_was_given_up_is_not_used_again() =>
        Assert.DoesNotContain(Installation.StoredTypes().All, type => type.Number == 8);

    [Fact]
    public void Every_record_with_the_attribute_is_declared() =>
        Assert.Equal(
            typeof(MantleServer)
                .Assembly.GetReferencedAssemblies()
                .Where(name => name.Name!.StartsWith("Mantle.", StringComparison.Ordinal))
                .SelectMany(name => Assembly.Load(name).GetTypes())
                .Where(type => type.IsDefined(typeof(EntityAttribute), inherit: false))
                .OrderBy(type => type.Name),
            Installation.StoredTypes().All.Select(type => type.Type).OrderBy(type => type.Name)
        );

    [Fact]
    public void A_number_has_one_meaning() =>
        Assert.Throws<InvalidOperationException>(() =>
            Installation.StoredTypes(ServedModules.All.First(offer => offer.Entities != EntityDeclarations.None))
        );
}
