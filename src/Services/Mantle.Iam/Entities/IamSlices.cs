using Mantle.Core.Accounts;
using Mantle.Core.Naming;

namespace Mantle.Iam.Entities;

/// <summary>What IAM keeps of an account beside its identities.</summary>
static class IamSlices
{
    extension(NameDirectory directory)
    {
        /// <summary>Requests for access to another account: they belong to both.</summary>
        public Table<DelegationRequest> DelegationRequests => directory.Slices.Table<DelegationRequest>();
    }

    extension(Account account)
    {
        public Table<VirtualMfaDevice> VirtualMfaDevices => account.Slices.Table<VirtualMfaDevice>();

        public Table<ServerCertificate> ServerCertificates => account.Slices.Table<ServerCertificate>();

        public Table<RoleDeletion> RoleDeletions => account.Slices.Table<RoleDeletion>();

        /// <summary>Null where AWS's rules for passwords apply.</summary>
        public PasswordPolicy? PasswordPolicy => account.Slices.Only<PasswordPolicy>();
    }
}
