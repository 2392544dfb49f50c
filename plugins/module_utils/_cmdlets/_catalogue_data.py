# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The cmdlets of Microsoft's Exchange PowerShell reference as of 2026-08.

Generated from extensions/catalogue/cmdlets.json; do not edit, run: python extensions/catalogue/generate.py

A record is "name Name services parameters"; a line that begins with a space continues it. Services are e
(exchange), c (compliance), e again (protection); m marks a cmdlet of Microsoft's own module. A parameter is
"Name:type" where type is an index into TYPES, then "!" (mandatory), "?" (mandatory in some parameter set),
"+" (takes Add and Remove), "@n" (position).
"""

from __future__ import annotations

DOCUMENTED = "2026-08"
TYPES: tuple[str, ...] = (
    "Switch",
    "String",
    "Boolean",
    "MultiValuedProperty",
    "Int32",
    "RecipientIdParameter[]",
    "Unlimited",
    "String[]",
    "MailboxIdParameter",
    "PolicyIdParameter",
    "Word[]",
    "Fqdn",
    "DateTime",
    "PswsHashtable",
    "System.Boolean",
    "RuleIdParameter",
    "ComplianceRuleIdParameter",
    "SmtpAddress",
    "System.DateTime",
    "Guid",
    "Pattern[]",
    "RecipientIdParameter",
    "SpamFilteringOption",
    "OrganizationIdParameter",
    "MailboxPolicyIdParameter",
    "ExDateTime",
    "Byte[]",
    "OrganizationalUnitIdParameter",
    "PswsHashtable[]",
    "PSCredential",
    "SmtpAddress[]",
    "System.Int32",
    "CultureInfo",
    "Uri",
    "TimeSpan",
    "ByteQuantifiedSize",
    "MailboxFolderIdParameter",
    "RuleState",
    "SecurityPrincipalIdParameter",
    "EnhancedTimeSpan",
    "PublicFolderIdParameter",
    "UInt32",
    "HeaderName",
    "Int64",
    "ManagementScopeIdParameter",
    "Microsoft.Exchange.Data.ByteQuantifiedSize",
    "MigrationEndpointIdParameter",
    "SecureString",
    "TransportModerationNotificationFlags",
    "DataEncryptionPolicyIdParameter",
    "Importance",
    "UserIdParameter",
    "GroupIdParameter",
    "MailUserIdParameter",
    "ProxyAddressCollection",
    "<MultiValuedProperty>",
    "DistributionGroupIdParameter",
    "HostedConnectionFilterPolicyIdParameter",
    "MigrationBatchIdParameter",
    "OutboundConnectorIdParameter",
    "RecipientTypeDetails[]",
    "RmsTemplateIdParameter",
    "RuleSeverity",
    "SpamFilteringAction",
    "System.Guid",
    "AddressListIdParameter",
    "GeneralRecipientIdParameter",
    "MailboxLocationIdParameter",
    "MigrationUserIdParameter",
    "PolicyMode",
    "ProxyAddress",
    "RecommendedPolicyType",
    "SafeAttachmentPolicyIdParameter",
    "SafeLinksPolicyIdParameter",
    "UnifiedGroupIdParameter",
    "DlpPolicyIdParameter",
    "EsnLanguage",
    "HoldDurationHint",
    "HostedContentFilterPolicyIdParameter",
    "MailboxImportRequestIdParameter",
    "MailboxPlanIdParameter",
    "MailboxRestoreRequestIdParameter",
    "MalwareFilterPolicyIdParameter",
    "MoveRequestIdParameter",
    "OrganizationRelationshipIdParameter",
    "QuarantineMessageIdentity",
    "RoleGroupIdParameter",
    "RoleIdParameter",
    "SclValue",
    "SmtpDomain",
    "ToUserScope",
    "WellKnownRecipientType",
    "AntiPhishPolicyIdParameter",
    "AppIdParameter",
    "ComplianceSearchIdParameter",
    "GlobalAddressListIdParameter",
    "HostedOutboundSpamFilterPolicyIdParameter",
    "InboundConnectorIdParameter",
    "InboxRuleIdParameter",
    "Microsoft.Exchange.Management.FfoQuarantine.EntityType",
    "OMEConfigurationIdParameter",
    "OfflineAddressBookIdParameter",
    "ReportSubmissionPolicyIdParameter",
    "RequestStatus",
    "RoleEntryIdParameter",
    "RuleMode",
    "SearchObjectIdParameter",
    "ServicePrincipalIdParameter",
    "SweepRuleIdParameter",
    "Workload",
    "ADAttribute",
    "AccessScope",
    "ActiveSyncDeviceIdParameter",
    "AdministrativeUnitIdParameter",
    "ApplicationAccessPolicyIdParameter",
    "ApprovedApplicationCollection",
    "AuthPolicyIdParameter",
    "BluetoothType",
    "CalendarAgeFilterType",
    "CanonicalizationType",
    "ClassificationRuleCollectionIdParameter",
    "ComplianceSearchActionIdParameter",
    "DataClassificationIdParameter",
    "DatabaseIdParameter",
    "DisclaimerText",
    "DkimSigningConfigIdParameter",
    "EmailAgeFilterType",
    "EncryptionSMIMEAlgorithmType",
    "EvaluatedUser",
    "Evaluation",
    "ExTimeZoneValue",
    "FromUserScope",
    "GeneralMailboxOrMailUserIdParameter",
    "Hashtable[]",
    "InboxRuleMessageType",
    "ListType",
    "MacAttachmentFormat",
    "MailboxFolderUserIdParameter",
    "MailboxOrMailUserIdParameter",
    "ManagementRelationship",
    "MemberUpdateType",
    "MessageBodyFormat",
    "MessageClassificationIdParameter[]",
    "MessageFormat",
    "MessageType",
    "Microsoft.Office.CompliancePolicy.PolicyEvaluation.FromScope",
    "Microsoft.Office.CompliancePolicy.Tasks.AccessScope",
    "Microsoft.Office.CompliancePolicy.Tasks.FlattenLabelActionUtils+ContentAlignment",
    "Microsoft.Office.CompliancePolicy.Tasks.WithImportance",
    "MobileDeviceIdParameter",
    "OnPremisesOrganizationIdParameter",
    "PropertySet[]",
    "PublicFolderMailboxMigrationRequestIdParameter",
    "RejectText",
    "Required",
    "SMIMEEncryptionAlgorithmNegotiationType",
    "SensitiveInformationTypeIdParameter",
    "Sensitivity",
    "SharingPolicyIdParameter",
    "SignedSMIMEAlgorithmType",
    "SkippableMergeComponent[]",
    "SmtpDomainWithSubdomains",
    "System.UInt64",
    "TenantConnectorSource",
    "TenantConnectorType",
    "ActiveSyncDeviceAccessRuleIdParameter",
    "AuthenticationMethod",
    "ComplianceCaseIdParameter",
    "ComplianceCaseType",
    "ComplianceExportArchiveFormat",
    "ComplianceSecurityFilterActionType",
    "CountryInfo",
    "DeviceAccessLevel",
    "DynamicGroupIdParameter",
    "ElcFolderType",
    "EmailAddressPolicyIdParameter",
    "GeoCoordinates",
    "IMAPSecurityMechanism",
    "IntraOrganizationConnectorIdParameter",
    "LinkType",
    "ListSubType",
    "MailContactIdParameter",
    "MailPublicFolderIdParameter",
    "MessageClassificationIdParameter",
    "Microsoft.Office.CompliancePolicy.PolicyEvaluation.MessageTypes",
    "MigrationMailboxPermission",
    "PartnerApplicationIdParameter",
    "PolicyRuleErrorAction",
    "PolicyTipConfigIdParameter",
    "PublicFolderMoveRequestIdParameter",
    "PublicFolderUserIdParameter",
    "QuarantineMessageIdentity[]",
    "QuarantinePermissions",
    "QuarantineTagIdParameter",
    "RecipientWriteScopeType",
    "RemoteDomainIdParameter",
    "RetentionPolicyTagIdParameter",
    "RetentionPolicyTagIdParameter[]",
    "RoleAssignmentIdParameter",
    "System.Collections.Hashtable[]",
    "TeamsProtectionPolicyIdParameter",
    "UnifiedAuditLogRetentionDuration",
    "WindowsLiveId",
    "X509Certificate2",
    "AcceptedDomainIdParameter",
    "ActiveDirectorySecurityInheritance",
    "ActiveSyncOrganizationSettingsIdParameter",
    "Activity",
    "AddedRecipientType",
    "AddressBookBaseIdParameter[]",
    "AddressListIdParameter[]",
    "AggregationSubscriptionIdentity[]",
    "AlertAggregationType",
    "AlertRuleCategory",
    "AtpPolicyForO365IdParameter",
    "AuditRecordType",
    "AutoForwardingMode",
    "AutoUpdateStatusEntry",
    "AvailabilityAddressSpaceIdParameter",
    "BulkMovesEnabled",
    "CAAutoUpdateStatusEntry",
    "CARatingAppsEntry",
    "CARatingMovieEntry",
    "CARatingRegionEntry",
    "CARatingTvShowEntry",
    "CAUserAccountControlStatusEntry",
    "ClassificationCapabilityType",
    "ClassificationDisplayPrecedenceLevel",
    "ClientExtensionProvidedTo",
    "ConflictResolutionOption",
    "ContactIdParameter",
    "DateRangeEnumType",
    "DateTimeOffset",
    "DefaultStateForUser",
    "DehydrateableRuleIdParameter",
    "DeliveryRecipientIdParameter[]",
    "DisclaimerFallbackAction",
    "DisclaimerLocation",
    "EdmStorageIdParameter",
    "EmailAddressPolicyPriority",
    "EmailTenantSettingsIdParameter",
    "EncryptionRightsDefinitionsParameter",
    "EopInformationBarrierPolicyState",
    "EventLogText",
    "EwsApplicationAccessPolicy",
    "Expression",
    "ExtendedOrganizationalUnitIdParameter",
    "FAICopyOption",
    "FederationTrustIdParameter",
    "FileTypeFilteringAction",
    "FreeBusyAccessLevel",
    "Hashtable",
    "HeaderValue",
    "ImpersonationAction",
    "ImpersonationProtectionState",
    "IncidentReportContent[]",
    "Int16",
    "InternalMrsFlag[]",
    "IntraOrgFilterState",
    "JournalRuleScope",
    "KindKeyword[]",
    "LoggingLevel",
    "MailTipsAccessLevel",
    "MailboxAuditBypassAssociationIdParameter",
    "MailboxFolderAccessRight[]",
    "MailboxFolderPermissionFlags",
    "MailboxMoveCapability",
    "MailboxRights[]",
    "MailboxUserConfigurationIdParameter",
    "Microsoft.Exchange.Management.RestApiClient.Unlimited`1[System.UInt32]",
    "Microsoft.Office.CompliancePolicy.PolicyConfiguration.AllowedPresenters",
    "Microsoft.Office.CompliancePolicy.PolicyConfiguration.LobbyBypassScope",
    "Microsoft.Office.CompliancePolicy.PolicyConfiguration.MeetingChatMode",
    "Microsoft.Office.CompliancePolicy.PolicyConfiguration.WaterMarkProtectionValues",
    "Microsoft.Office.CompliancePolicy.PolicyConfiguration.WhoCanRecordOptions",
    "Microsoft.Office.CompliancePolicy.PolicyEvaluation.NotifyUserType",
    "Microsoft.Office.CompliancePolicy.PolicyEvaluation.PolicyOverrideRequirements",
    "Microsoft.Office.CompliancePolicy.PolicyEvaluation.PolicyRuleErrorAction",
    "Microsoft.Office.CompliancePolicy.PolicyEvaluation.PolicySenderAddressLocation",
    "Microsoft.Office.CompliancePolicy.PolicyEvaluation.PolicyTipDisplayOption",
    "Microsoft.Office.CompliancePolicy.Tasks.BlockAccessScope",
    "Microsoft.Office.CompliancePolicy.Tasks.FlattenLabelActionUtils+SupportedProtectionType",
    "Microsoft.Office.CompliancePolicy.Tasks.FlattenLabelActionUtils+WaterMarkingLayout",
    "Microsoft.Office.CompliancePolicy.Tasks.NonBifurcatingAccessScope",
    "Microsoft.Office.CompliancePolicy.Tasks.SiteExternalSharingControlType",
    "MimeTextFormat",
    "MipLabelContentType",
    "ModernGroupTypeInfo",
    "MtaStsMode",
    "NotifyEmailRemediationActions",
    "NotifySenderType",
    "OutboundRecipientLimitsExceededAction",
    "OutlookNewslettersFeatureState",
    "OverrideOption[]",
    "PSSessionOption",
    "PhishFilteringAction",
    "PolicyConfiguration.Workload",
    "PolicyResourceScope",
    "PolicyScenario",
    "ProxyAddressTemplateCollection",
    "QuarantinePolicyType",
    "RatingAppsEntry",
    "RatingMovieEntry",
    "RatingRegionEntry",
    "RatingTvShowEntry",
    "RecipientAddressType",
    "RecoverableItemsFolderType",
    "RejectEnhancedStatus",
    "RejectStatusCode",
    "ReportContentOption[]",
    "RequestPriority",
    "RetentionAction",
    "RmsTemplateType",
    "RoleIdParameter[]",
    "RuleErrorAction",
    "RuleSubType",
    "SafeAttachmentAction",
    "SenderAddressLocation",
    "SensitiveInformationTypeRuleCollectionIdParameter",
    "SiteAndGroupProtectionLevelParameter",
    "SkippableMoveComponent[]",
    "SmtpDaneMode",
    "SpamFilteringTestModeAction",
    "SpoofAuthenticationFailAction",
    "SpoofDmarcQuarantineAction",
    "SpoofDmarcRejectAction",
    "StoreMailboxIdParameter",
    "Stream",
    "SubjectPrefix",
    "SupportedAccountType",
    "SystemCategoryType",
    "TlsAuthLevel",
    "TlsCertificate",
    "UInt16",
    "UseMapiRichTextFormat",
    "UserAccountControlStatusEntry",
    "UserContactIdParameter",
    "WlmLevel",
    "<ResourceBookingType>",
    "AcceptedDomainType",
    "AccessToCustomerDataApproverDecision",
    "ActionPreference",
    "ActiveSyncDeviceClassIdParameter",
    "AddInOverrides",
    "AddressBookMailboxPolicyIdParameter",
    "AfterMoveOrDeleteBehavior",
    "AgendaMailSchedule",
    "AllowOfflineOnEnum",
    "AllowSetting",
    "AllowedOOFType",
    "AnalysisDetailLevel",
    "AssignmentMethod[]",
    "AttachmentBlockingActions",
    "AuditLogSearchIdParameter",
    "AuthServerIdParameter",
    "AuthenticationType",
    "AvailabilityAccessMethod",
    "AvailabilityConfigIdParameter",
    "BulkImportEMLEnabledProperty",
    "ByteEncoderTypeFor7BitCharsetsEnum",
    "CalendarLog[]",
    "CalendarProcessingFlags",
    "ClassificationPrimitiveElementType",
    "ClassificationScheme",
    "ComplianceDataTransferFormat",
    "ComplianceDestroyType",
    "ComplianceExportScope",
    "ComplianceSearchActionScenario",
    "ConfigAnalyzerPolicyRecommendationIdParameter",
    "ConfigWriteScopeType",
    "ContentType",
    "ConversationSortOrder",
    "ConvertibleMailboxSubType",
    "DSNConversionOption",
    "DayOfWeek",
    "DaysOfWeek",
    "DetailLevelEnumType",
    "DeviceAccessCharacteristic",
    "DiagnosticPlatform",
    "DiagnosticPurpose",
    "DisplayDensityMode",
    "DistributionGroupMemberIdParameter",
    "DistributionGroupNamingPolicy",
    "Double",
    "DynamicBoundaryLocationType",
    "DynamicDistributionGroupMemberIdParameter",
    "E164Number",
    "ELCFolderIdParameter",
    "ElcFolderType[]",
    "EmailAddress",
    "EmailComposeMode",
    "EwsStoreObjectIdParameter",
    "ExchangeEnvironment",
    "ExtendedSecurityPrincipalIdParameter",
    "ExternalAudience",
    "ExternalOofOptions",
    "FirstWeekRules",
    "FontFlags",
    "GeneralMailboxIdParameter",
    "GeneralRecipientIdParameter[]",
    "GetPlaceType",
    "GmailForwardingDisposition",
    "GroupInformationBarrierMode",
    "GroupType",
    "HeaderPromotionMode",
    "HistoricalSearchReportType",
    "HoldRemovalActionType",
    "HourIncrement",
    "IRMAccessLevel",
    "InformationBarrierMode",
    "InformationBarrierPeopleSearchRestriction",
    "InformationBarrierSegmentIdParameter",
    "InstanceIdParameter",
    "InstantMessagingTypeOptions",
    "ListSubType[]",
    "LocationDetailsPermissionInFreeBusy",
    "LocationState",
    "LogLevel",
    "LogonableObjectIdParameter",
    "MailBodyFormat",
    "MailFormat",
    "MailReadingPanePosition",
    "MailboxIdParameter, AzureImportRequest",
    "MailboxLocationType",
    "MailboxRegionSuffixValue",
    "MailboxStoreObjectIdParameter",
    "MailboxUserContactIdParameter",
    "ManagedOnboardingType",
    "ManagementRoleEntryType",
    "ManagementRoleEntryType[]",
    "MasterIdParameter",
    "MessageCategoryIdParameter",
    "MessageDirection",
    "MessageTrackingReportId",
    "MessageTypes",
    "Microsoft.Exchange.Data.EnhancedTimeSpan",
    "Microsoft.Exchange.Data.MailboxWorkloadFlags",
    "Microsoft.Exchange.Management.AccessToCustomerDataApproval.AccessToCustomerDataRequestServiceName",
    "Microsoft.Exchange.Management.FfoQuarantine.QuarantineMessageDirectionEnum",
    "Microsoft.Exchange.Management.FfoQuarantine.QuarantineMessageTypeEnum",
    "Microsoft.Exchange.Management.FfoQuarantine.TeamsConversationType[]",
    "Microsoft.Office.CompliancePolicy.PolicyConfiguration.AccessType",
    "Microsoft.Office.CompliancePolicy.Tasks.FlattenLabelActionUtils+GroupProtectionPrivacy",
    "MigrationBatchStatus",
    "MigrationReportIdParameter",
    "MigrationType",
    "MigrationUserStatus",
    "MigrationUserStatusSummary",
    "MigrationWorkflowControlFlags",
    "ModServiceType",
    "ModernGroupObjectType",
    "MulitValuedProperty",
    "NavigationPaneView",
    "NewItemNotification",
    "OnlineMeetingProviderType",
    "OofState",
    "OutboundCharsetOptions",
    "OutlookDataFileFeatureState",
    "OutlookNewslettersAccessLevel",
    "OutputType",
    "PSObject",
    "PolicyEnum",
    "PolicySenderAddressLocation",
    "PolicyTipMessageConfigAction",
    "PontType",
    "PreferredInternetCodePageForShiftJisEnum",
    "PreviewMarkAsReadBehavior",
    "PropertySet",
    "ProxyAddress[]",
    "PublicFolderIdParameter[]",
    "PublicFoldersDeployment",
    "PurviewConfigComponent",
    "PurviewConfigTheme",
    "QuarantineMessageTypeEnum[]",
    "QuarantinePolicyTypeEnum[]",
    "ReadReceiptResponse",
    "RecipientType[]",
    "RecipientWithAdUserGroupIdParameter",
    "RegionInfo",
    "ReleaseActionType",
    "ReleaseStatus[]",
    "RemoteRestoreType",
    "RemovedMailboxIdParameter",
    "ReportTemplate",
    "RequestFlags",
    "RequestWorkloadType",
    "RmsTrustedPublishingDomainIdParameter",
    "RoleAssigneeIdParameter",
    "RoleAssigneeType",
    "RoleGroupMemberIdParameter",
    "RoleType",
    "RuleCollectionFormat",
    "Schedule",
    "SecurityGroupIdParameter",
    "ShortenEventScopeMode",
    "ShortenEventScopeOption",
    "SourceMailbox",
    "SpellCheckerSupportedLanguage",
    "System.String",
    "System.UInt32",
    "TargetTypeComponent",
    "TenantAdminPreference",
    "TestTextExtractionResult[]",
    "ThreatAlertType",
    "TransportDecryptionSetting",
    "UnifiedAuditSessionCommand",
    "UnifiedGroupOrUserMailboxIdParameter",
    "UniqueRecipientsCountLimitLevelType",
    "UnlimitedInt",
    "UserContactGroupIdParameter",
    "WeatherTemperatureUnit",
    "WebPartsFrameOptions",
    "_DeliveryStatus",
    "string",
)

CMDLETS = """
add-availabilityaddressspace Add-AvailabilityAddressSpace ee AccessMethod:356! Confirm:0 Credentials:29
 ForestName:1! TargetAutodiscoverEpr:33 TargetServiceEpr:1 TargetTenantId:1 WhatIf:0
add-compliancecasemember Add-ComplianceCaseMember c Case:1!@1 Confirm:0 Member:1! WhatIf:0
add-distributiongroupmember Add-DistributionGroupMember ee BypassSecurityGroupManagerCheck:0 Confirm:0
 Identity:56!@1 Member:477 WhatIf:0
add-ediscoverycaseadmin Add-eDiscoveryCaseAdmin c Confirm:0 User:1! WhatIf:0
add-hveappaccess Add-HVEAppAccess ee AppIds:3! Confirm:0 Identity:53!@0 WhatIf:0
add-ldapdirectory Add-LdapDirectory e BaseDn:1 Confirm:0 Host:1!@2 Id:1!@1 Organization:23! Port:4!@3
 TimeoutSec:4 UseSsl:0 WhatIf:0
add-mailboxfolderpermission Add-MailboxFolderPermission e AccessRights:264! Confirm:0 Identity:36!@1
 SendNotificationToUser:2 SharingPermissionFlags:265 User:137! WhatIf:0
add-mailboxpermission Add-MailboxPermission e AccessRights:267? AutoMapping:2 Confirm:0 Deny:0 GroupMailbox:0
 Identity:8?@1 IgnoreDefaultScope:0 InheritanceType:205 Owner:38? User:38? WhatIf:0
add-managementroleentry Add-ManagementRoleEntry ee Confirm:0 Force:0 Identity:104?@1 Overwrite:0 Parameters:7
 ParentRoleEntry:104?@1 Role:87? Type:428 WhatIf:0
add-publicfolderclientpermission Add-PublicFolderClientPermission e AccessRights:3! Confirm:0 Identity:40!@1
 User:190! WhatIf:0
add-recipientpermission Add-RecipientPermission e AccessRights:3! Confirm:0 Identity:21!@1 Trustee:38! WhatIf:0
add-rolegroupmember Add-RoleGroupMember ece BypassSecurityGroupManagerCheck:0 Confirm:0 Identity:86!@1
 Member:38! WhatIf:0
add-unifiedgrouplinks Add-UnifiedGroupLinks ee Confirm:0 Identity:74!@1 LinkType:179! Links:5! WhatIf:0
add-vivamodulefeaturepolicy Add-VivaModuleFeaturePolicy em Confirm:0 Everyone:0 FeatureId:1! GroupIds:7
 IsFeatureEnabled:2! IsUserControlEnabled:2 IsUserOptedInByDefault:2 ModuleId:1! Name:1! ResultSize:6 UserIds:7
 WhatIf:0
add-vivaorginsightsdelegatedrole Add-VivaOrgInsightsDelegatedRole em Delegate:19! Delegator:19! ResultSize:6
add-workforceinsightsdelegationaccess Add-WorkforceInsightsDelegationAccess em Delegate:19! Delegator:19!
 ResultSize:6
cancel-sensitiveinformationscan Cancel-SensitiveInformationScan c Confirm:0 Identity:9!@0 WhatIf:0
check-purviewconfig Check-PurviewConfig c CaseHoldPolicyNameOrId:1@0 CaseId:1@1 Component:471@0 Confirm:0
 DateTimeUTC:1@1 DeviceName:1@2 File:1@2 FileAsBytes:26@4 IncidentId:1@3 ItemId:1@4 MessageId:1@5
 Organization:23@10 PolicyName:1@8 RecipientAddress:0@9 RecordId:1@6 RuleName:1@7 SenderAddress:17@12
 SharepointItemUniqueId:1@13 SharepointSiteId:1@14 SitIdentity:1@16 SiteUrl:1@15 TestCases:7@8 Theme:472@9
 UserPrincipalName:17@10 WhatIf:0 Workload:1@11
clear-activesyncdevice Clear-ActiveSyncDevice e Cancel:0 Confirm:0 Identity:112!@1 NotificationEmailAddresses:3
 WhatIf:0
clear-mobiledevice Clear-MobileDevice e AccountOnly:0 Cancel:0 Confirm:0 Identity:149!@1
 NotificationEmailAddresses:3 WhatIf:0
clear-textmessagingaccount Clear-TextMessagingAccount e Confirm:0 Identity:8!@1 IgnoreDefaultScope:0 WhatIf:0
compare-textmessagingverificationcode Compare-TextMessagingVerificationCode e Confirm:0 Identity:8@1
 VerificationCode:1! WhatIf:0
complete-migrationbatch Complete-MigrationBatch e CompletePublicFolderMigrationWithDataLoss:0 Confirm:0
 Identity:58@1 Partition:8 SyncAndComplete:0 WhatIf:0
connect-exchangeonline Connect-ExchangeOnline em AccessToken:1 AppId:1 AzureADAuthorizationEndpointUri:1@1
 BypassMailboxAnchoring:0 Certificate:203 CertificateFilePath:1 CertificatePassword:47 CertificateThumbprint:1
 CommandName:7@6 ConnectionUri:1@0 Credential:29 DelegatedOrganization:1@4 Device:0 DisableWAM:0
 EXOModuleBasePath:1 EnableErrorReporting:0 ExchangeEnvironmentName:392@2 FormatTypeName:7@7 InlineCredential:0
 LoadCmdletHelp:0 LogDirectoryPath:1 LogLevel:1 ManagedIdentity:0 ManagedIdentityAccountId:1 Organization:1
 PSSessionOption:294@3 PageSize:41 Prefix:1@5 ShowBanner:0 ShowProgress:2 SigningCertificate:203
 SkipLoadingCmdletHelp:0 SkipLoadingFormatData:0 TrackPerformance:2 UseMultithreading:2 UseRPSSession:0
 UserPrincipalName:1
connect-ippssession Connect-IPPSSession em AccessToken:1 AppId:1 AzureADAuthorizationEndpointUri:1@1
 BypassMailboxAnchoring:0 Certificate:203 CertificateFilePath:1 CertificatePassword:47 CertificateThumbprint:1
 CommandName:7@5 ConnectionUri:1@0 Credential:29 DelegatedOrganization:1@2 DisableWAM:0 EXOModuleBasePath:1
 EnableErrorReporting:0 EnableSearchOnlySession:0 FormatTypeName:7@6 LogDirectoryPath:1 LogLevel:417
 Organization:1 PSSessionOption:294@3 Prefix:1@4 ShowBanner:0 UseRPSSession:0 UserPrincipalName:1
delete-quarantinemessage Delete-QuarantineMessage ece Confirm:0 EntityType:99 HardDelete:0 Identities:191?
 Identity:85? RecipientAddress:7 WhatIf:0
disable-antiphishrule Disable-AntiPhishRule ee Confirm:0 Identity:15!@0 WhatIf:0
disable-app Disable-App e Confirm:0 Identity:93!@1 Mailbox:8 WhatIf:0
disable-atpprotectionpolicyrule Disable-ATPProtectionPolicyRule e Confirm:0 Identity:15!@0 WhatIf:0
disable-dnssecforverifieddomain Disable-DnssecForVerifiedDomain e Confirm:0 DomainName:1!@1 WhatIf:0
disable-eopprotectionpolicyrule Disable-EOPProtectionPolicyRule ee Confirm:0 Identity:15!@0 WhatIf:0
disable-hostedcontentfilterrule Disable-HostedContentFilterRule ee Confirm:0 Identity:15!@1 WhatIf:0
disable-hostedoutboundspamfilterrule Disable-HostedOutboundSpamFilterRule ee Confirm:0 Identity:15!@0 WhatIf:0
disable-inboxrule Disable-InboxRule e AlwaysDeleteOutlookRulesBlob:0 Confirm:0 Force:0 Identity:98!@1 Mailbox:8
 WhatIf:0
disable-ipv6foraccepteddomain Disable-IPv6ForAcceptedDomain e Confirm:0 Domain:1@0 WhatIf:0
disable-journalarchiving Disable-JournalArchiving e Confirm:0 Identity:8!@1 PreserveMailUser:0 WhatIf:0
disable-journalrule Disable-JournalRule e Confirm:0 Identity:15! WhatIf:0
disable-mailbox Disable-Mailbox ee Archive:0 Confirm:0 Identity:8!@1 PermanentlyDisable:0 WhatIf:0
disable-mailpublicfolder Disable-MailPublicFolder e Confirm:0 Identity:40!@1 WhatIf:0
disable-malwarefilterrule Disable-MalwareFilterRule ee Confirm:0 Identity:15!@1 WhatIf:0
disable-outlookprotectionrule Disable-OutlookProtectionRule e Confirm:0 Identity:15!@1 WhatIf:0
disable-reportsubmissionrule Disable-ReportSubmissionRule e Confirm:0 Identity:15!@0 WhatIf:0
disable-safeattachmentrule Disable-SafeAttachmentRule e Confirm:0 Identity:15!@1 WhatIf:0
disable-safelinksrule Disable-SafeLinksRule e Confirm:0 Identity:15!@1 WhatIf:0
disable-smtpdaneinbound Disable-SmtpDaneInbound e Confirm:0 DomainName:1!@0 WhatIf:0
disable-sweeprule Disable-SweepRule e Confirm:0 Identity:108!@1 Mailbox:8 WhatIf:0
disable-transportrule Disable-TransportRule ee Confirm:0 Identity:15!@1 WhatIf:0
disconnect-exchangeonline Disconnect-ExchangeOnline em Confirm:0 ConnectionId:7? ModulePrefix:7? WhatIf:0
enable-antiphishrule Enable-AntiPhishRule ee Confirm:0 Identity:15!@0 WhatIf:0
enable-app Enable-App e Confirm:0 Identity:93!@1 Mailbox:8 WhatIf:0
enable-atpprotectionpolicyrule Enable-ATPProtectionPolicyRule e Confirm:0 Identity:15!@0 WhatIf:0
enable-compliancetagstorage Enable-ComplianceTagStorage c Confirm:0 RecordsManagementSecurityGroupEmail:1
 WhatIf:0
enable-dnssecforverifieddomain Enable-DnssecForVerifiedDomain e Confirm:0 DomainName:1!@1 WhatIf:0
enable-eopprotectionpolicyrule Enable-EOPProtectionPolicyRule ee Confirm:0 Identity:15!@0 WhatIf:0
enable-hostedcontentfilterrule Enable-HostedContentFilterRule ee Confirm:0 Identity:15!@1 WhatIf:0
enable-hostedoutboundspamfilterrule Enable-HostedOutboundSpamFilterRule ee Confirm:0 Identity:15!@0 WhatIf:0
enable-inboxrule Enable-InboxRule e AlwaysDeleteOutlookRulesBlob:0 Confirm:0 Force:0 Identity:98!@1 Mailbox:8
 WhatIf:0
enable-ipv6foraccepteddomain Enable-IPv6ForAcceptedDomain e Confirm:0 Domain:1@0 WhatIf:0
enable-journalrule Enable-JournalRule e Confirm:0 Identity:15!@1 WhatIf:0
enable-mailbox Enable-Mailbox ee Archive:0 ArchiveName:3 AutoExpandingArchive:0 Confirm:0 Force:0 Identity:51!@1
 RoleAssignmentPolicy:24 WhatIf:0
enable-mailpublicfolder Enable-MailPublicFolder e Confirm:0 HiddenFromAddressListsEnabled:2 Identity:40!@1
 OverrideRecipientQuotas:0 WhatIf:0
enable-malwarefilterrule Enable-MalwareFilterRule ee Confirm:0 Identity:15!@1 WhatIf:0
enable-organizationcustomization Enable-OrganizationCustomization ee Confirm:0 WhatIf:0
enable-outlookprotectionrule Enable-OutlookProtectionRule e Confirm:0 Identity:15!@1 WhatIf:0
enable-reportsubmissionrule Enable-ReportSubmissionRule e Confirm:0 Identity:15!@0 WhatIf:0
enable-safeattachmentrule Enable-SafeAttachmentRule e Confirm:0 Identity:15!@1 WhatIf:0
enable-safelinksrule Enable-SafeLinksRule e Confirm:0 Identity:15!@1 WhatIf:0
enable-smtpdaneinbound Enable-SmtpDaneInbound e Confirm:0 DomainName:1!@0 WhatIf:0
enable-sweeprule Enable-SweepRule e Confirm:0 Identity:108!@1 Mailbox:8 WhatIf:0
enable-transportrule Enable-TransportRule ee Confirm:0 Identity:15!@1 Mode:105 WhatIf:0
execute-azureadlabelsync Execute-AzureADLabelSync c
expedite-delicensing Expedite-Delicensing e Identity:21!@1
export-activityexplorerdata Export-ActivityExplorerData c EndTime:12! Filter1:7 Filter2:7 Filter3:7 Filter4:7
 Filter5:7 OutputFormat:1! PageCookie:1 PageSize:4 StartTime:12!
export-contentexplorerdata Export-ContentExplorerData c Aggregate:0 ConfidenceLevel:1@0 PageCookie:1@1
 PageSize:4@2 SiteUrl:1@3 TagName:1!@4 TagType:1!@5 UserPrincipalName:1@6 Workload:1@7
export-dlppolicycollection Export-DlpPolicyCollection e Confirm:0 Identity:75@1 WhatIf:0
export-fileplanproperty Export-FilePlanProperty c Confirm:0 DomainController:11 WhatIf:0
export-mailboxdiagnosticlogs Export-MailboxDiagnosticLogs e ComponentName:1? Confirm:0 ExtendedProperties:0
 Identity:398!@1 IncludeInactiveMailboxes:0 ResultSize:6 WhatIf:0
export-migrationreport Export-MigrationReport e Confirm:0 CsvStream:327? Identity:444!@1 Partition:8 RowCount:4?
 StartingRowIndex:4? WhatIf:0
export-purviewconfig Export-PurviewConfig c Components:3! Confirm:0 DomainController:11@1 PolicyName:1@2
 UserPrincipalName:17@3 WhatIf:0
export-quarantinemessage Export-QuarantineMessage ece CompressOutput:0 EntityType:99 ForceConversionToMime:0
 Identities:191? Identity:85? Password:47 PasswordV2:1 ReasonForExport:1 RecipientAddress:7
export-transportrulecollection Export-TransportRuleCollection ee Confirm:0 Format:491 Identity:15@1 WhatIf:0
get-accepteddomain Get-AcceptedDomain ee Identity:204@1 ResultSize:6
get-accesstocustomerdatarequest Get-AccessToCustomerDataRequest ee ApprovalStatus:1 CreatedAfter:25 RequestId:1
get-activesyncdevice Get-ActiveSyncDevice e Filter:1 Identity:112@1 Mailbox:8? OrganizationalUnit:27
 ResultSize:6 SortBy:1
get-activesyncdeviceaccessrule Get-ActiveSyncDeviceAccessRule e Identity:165@1
get-activesyncdeviceclass Get-ActiveSyncDeviceClass e Filter:1 Identity:342@1 SortBy:1
get-activesyncdevicestatistics Get-ActiveSyncDeviceStatistics e GetMailboxLog:0 Identity:112?@1 Mailbox:8?
 NotificationEmailAddresses:3 ShowRecoveryPassword:0
get-activesyncmailboxpolicy Get-ActiveSyncMailboxPolicy e Identity:24@1
get-activesyncorganizationsettings Get-ActiveSyncOrganizationSettings e Identity:206@1
get-adaptivescope Get-AdaptiveScope ec AdministrativeUnits:3 Identity:16@0 LocationTypes:3
get-adaptivescopemembers Get-AdaptiveScopeMembers ec AdaptiveReportFilters:13 AdaptiveReportQuery:1?
 EndDateTime:232 Identity:16!@0 PageCookie:513? PageResultSize:508 StartDateTime:232 State:416
get-addressbookpolicy Get-AddressBookPolicy e Identity:24@1
get-addresslist Get-AddressList e Container:65? Identity:65@1 SearchText:1
get-adminauditlogconfig Get-AdminAuditLogConfig ece
get-administrativeunit Get-AdministrativeUnit ee Confirm:0 Identity:113@1 WhatIf:0
get-aggregatezapreport Get-AggregateZapReport e EndDate:18@1 Page:4@2 PageSize:4@3 StartDate:18@4
get-antiphishpolicy Get-AntiPhishPolicy ee Advanced:0 Identity:92 Impersonation:0 Spoof:0
get-antiphishrule Get-AntiPhishRule ee Identity:15@0 State:37
get-app Get-App e Identity:93@1 Mailbox:8 OrganizationApp:0 PrivateCatalog:0
get-applicationaccesspolicy Get-ApplicationAccessPolicy ee Identity:114@1
get-appretentioncompliancepolicy Get-AppRetentionCompliancePolicy c DistributionDetail:0 ErrorPolicyOnly:0
 Identity:9@0 RetentionRuleTypes:0
get-appretentioncompliancerule Get-AppRetentionComplianceRule c Identity:16@0 Policy:9
get-arcconfig Get-ArcConfig e
get-atpbuiltinprotectionrule Get-ATPBuiltInProtectionRule e Identity:234@0 State:37
get-atppolicyforo365 Get-AtpPolicyForO365 e Identity:214@1
get-atpprotectionpolicyrule Get-ATPProtectionPolicyRule e Identity:15@0 State:37
get-atptotaltrafficreport Get-ATPTotalTrafficReport ee Action:3 AggregateBy:1 Direction:3 Domain:3 EndDate:18
 Page:4 PageSize:4 ProbeTag:1 StartDate:18 SummarizeBy:3
get-auditconfig Get-AuditConfig c DomainController:11
get-auditlogsearch Get-AuditLogSearch ee CreatedAfter:25 CreatedBefore:25 Identity:353@1 ResultSize:4 Type:1
get-authenticationpolicy Get-AuthenticationPolicy ee AllowLegacyExchangeTokens:0 Identity:116@0 TenantId:1
get-authserver Get-AuthServer e Identity:354@1
get-autosensitivitylabelpolicy Get-AutoSensitivityLabelPolicy c DistributionDetail:0 ForceValidate:2
 Identity:9@0 IncludeProgressFeedback:0 IncludeTestModeResults:2
get-autosensitivitylabelrule Get-AutoSensitivityLabelRule c Confirm:0 ForceValidate:0 Identity:16@0
 IncludeExecutionRuleGuids:2 IncludeExecutionRuleInformation:2 Policy:9 WhatIf:0
get-availabilityaddressspace Get-AvailabilityAddressSpace ee Identity:218@1
get-availabilityconfig Get-AvailabilityConfig e Identity:23@1
get-billingpolicy Get-BillingPolicy ee ResourceType:498!@0
get-blockedconnector Get-BlockedConnector ee ConnectorId:19
get-blockedsenderaddress Get-BlockedSenderAddress ee SenderAddress:17
get-calendardiagnosticanalysis Get-CalendarDiagnosticAnalysis e CalendarLogs:360? DetailLevel:350
 GlobalObjectId:1 LogLocation:7? OutputAs:459
get-calendardiagnosticlog Get-CalendarDiagnosticLog e EndDate:25 EntryId:1 ExactMatch:2 Identity:8!@1
 ItemClass:7 ItemIds:7 Latest:0 LogLocation:1? MeetingID:1? ResultSize:6 StartDate:25 Subject:1?
get-calendardiagnosticobjects Get-CalendarDiagnosticObjects e AnalyzeExceptionWithOriginalStartDate:25
 AutoRequeryOnMeetingId:2 ConfigurationName:1 CustomPropertyNames:7 EndDate:25 EntryId:1 EwsId:1 ExactMatch:2
 Identity:506!@1 ItemClass:7 ItemIds:7 MaxResults:4 MeetingId:1 ODataId:1 ResultSize:6 ShouldBindToItem:2
 ShouldDecodeEnums:2 ShouldFetchAttendeeCollection:2 ShouldFetchRecurrenceExceptions:2
 ShouldResolveParticipants:2 StartDate:25 Subject:1
get-calendarprocessing Get-CalendarProcessing e Identity:8!@1 ResultSize:6
get-caseholdpolicy Get-CaseHoldPolicy c Case:1 DistributionDetail:0 Identity:9@1 IncludeBindings:0
 IncludeBindingsOnly:0
get-caseholdrule Get-CaseHoldRule c Identity:16@1 Policy:9
get-casmailbox Get-CASMailbox ee ActiveSyncDebugLogging:0 ActiveSyncSuppressReadReceipt:0 Anr:1 Credential:29
 Filter:1 Identity:8@1 IgnoreDefaultScope:0 OrganizationalUnit:27 ProtocolSettings:0
 ReadIsOptimizedForAccessibility:0 RecalculateHasActiveSyncDevicePartnership:0 RecipientTypeDetails:60
 ResultSize:6 SortBy:1
get-casmailboxplan Get-CASMailboxPlan e Credential:29 Filter:1 Identity:80@1 IgnoreDefaultScope:0 ResultSize:6
 SortBy:1
get-classificationrulecollection Get-ClassificationRuleCollection e Identity:120@1
get-clutter Get-Clutter ee Identity:8! UseCustomRouting:0
get-compliancecase Get-ComplianceCase c CaseType:168 DomainController:11 Identity:167!@1 RecentOnly:0
 RoleGroup:1
get-compliancecasemember Get-ComplianceCaseMember c Case:1? DomainController:11 ResultSize:6 ShowCaseAdmin:0
get-complianceretentionevent Get-ComplianceRetentionEvent c BeginDateTime:18 DomainController:11 EndDateTime:18
 Identity:9 PreviewOnly:0
get-complianceretentioneventtype Get-ComplianceRetentionEventType c Identity:16 LoadTag:0
get-compliancesearch Get-ComplianceSearch c Case:1 Identity:94@1 ResultSize:6
get-compliancesearchaction Get-ComplianceSearchAction c Case:1 Details:0 DomainController:11 Export:0
 Identity:121@1 IncludeCredential:0 Organization:23 Preview:0 Purge:0 ResultSize:6
get-compliancesecurityfilter Get-ComplianceSecurityFilter c Action:170 Confirm:0 FilterName:1 User:1 WhatIf:0
get-compliancetag Get-ComplianceTag ec Identity:16@1 IncludingLabelState:0 PriorityCleanup:0
get-compliancetagstorage Get-ComplianceTagStorage ec Identity:9@1 Organization:23
get-compromiseduseraggregatereport Get-CompromisedUserAggregateReport ee Action:3 EndDate:18 Page:4 PageSize:4
 StartDate:18
get-compromiseduserdetailreport Get-CompromisedUserDetailReport ee Action:3 EndDate:18 Page:4 PageSize:4
 StartDate:18
get-configanalyzerpolicyrecommendation Get-ConfigAnalyzerPolicyRecommendation e Identity:368@0
 IsAppliedToDisabled:0 RecommendedPolicyType:71!
get-connectioninformation Get-ConnectionInformation em ConnectionId:7? ModulePrefix:7?
get-contact Get-Contact ee Anr:1 Filter:1 Identity:230@1 OrganizationalUnit:27 RecipientTypeDetails:60
 ResultSize:6 SortBy:1
get-contentmalwaremdoaggregatereport Get-ContentMalwareMdoAggregateReport e DetectionTechnology:3 EndDate:18
 Page:4 PageSize:4 StartDate:18 Workload:3
get-contentmalwaremdodetailreport Get-ContentMalwareMdoDetailReport e DetectionTechnology:3 EndDate:18 Page:4
 PageSize:4 StartDate:18 Workload:3
get-dataclassification Get-DataClassification e ClassificationRuleCollectionIdentity:120@1 Identity:122@1
get-dataclassificationconfig Get-DataClassificationConfig e
get-dataencryptionpolicy Get-DataEncryptionPolicy ee Confirm:0 DomainController:11 Identity:49@1 WhatIf:0
get-dataretentionreport Get-DataRetentionReport ec EndDate:12 Page:4 PageSize:4 StartDate:12
get-defaulttenantbriefingconfig Get-DefaultTenantBriefingConfig em ResultSize:6
get-defaulttenantmyanalyticsfeatureconfig Get-DefaultTenantMyAnalyticsFeatureConfig em ResultSize:6
get-detailzapreport Get-DetailZapReport e EndDate:18@1 Page:4@2 PageSize:4@3 StartDate:18@4
get-deviceconditionalaccesspolicy Get-DeviceConditionalAccessPolicy ec Identity:9@1
get-deviceconditionalaccessrule Get-DeviceConditionalAccessRule ec CompareToWorkload:0 DomainController:11
 Identity:16@1
get-deviceconfigurationpolicy Get-DeviceConfigurationPolicy ec Identity:9@1
get-deviceconfigurationrule Get-DeviceConfigurationRule ec CompareToWorkload:0 DomainController:11 Identity:16@1
get-devicepolicy Get-DevicePolicy ec Identity:9@1
get-devicetenantpolicy Get-DeviceTenantPolicy ec Identity:9@1
get-devicetenantrule Get-DeviceTenantRule ec DomainController:11 Identity:16@1
get-distributiongroup Get-DistributionGroup ee Anr:1 Credential:29 Filter:1 Identity:56@1
 IncludeAcceptMessagesOnlyFromDLMembersWithDisplayNames:0
 IncludeAcceptMessagesOnlyFromSendersOrMembersWithDisplayNames:0 IncludeAcceptMessagesOnlyFromWithDisplayNames:0
 IncludeBypassModerationFromSendersOrMembersWithDisplayNames:0 IncludeGrantSendOnBehalfToWithDisplayNames:0
 IncludeManagedByWithDisplayNames:0 IncludeModeratedByWithDisplayNames:0 ManagedBy:66 OrganizationalUnit:27
 RecipientTypeDetails:60 ResultSize:6 SortBy:1
get-distributiongroupmember Get-DistributionGroupMember ee Credential:29 Identity:381!@1
 IncludeSoftDeletedObjects:0 ResultSize:6
get-dkimsigningconfig Get-DkimSigningConfig ee Identity:125@1
get-dlpcompliancepolicy Get-DlpCompliancePolicy c DisplayName:1 DistributionDetail:0 ForceValidate:2
 IRMUserRiskConfiguredAnyRule:0 Identity:9@1 IncludeExtendedProperties:2 IncludeRulesMetadata:2
 IncludeSimulationResults:2 Summary:0
get-dlpcompliancerule Get-DlpComplianceRule c DisplayName:1 Identity:16@1 IncludeExecutionRuleGuids:2 Policy:9
get-dlpdetailreport Get-DlpDetailReport ec Action:3 Actor:3 DlpCompliancePolicy:3 DlpComplianceRule:3 EndDate:12
 EventType:3 Page:4 PageSize:4 Source:3 StartDate:12
get-dlpdetectionsreport Get-DlpDetectionsReport ec Action:3 AggregateBy:1 DlpCompliancePolicy:3
 DlpComplianceRule:3 EndDate:12 EventType:3 Expression:245 Page:4 PageSize:4 Source:3 StartDate:12 SummarizeBy:3
get-dlpedmschema Get-DlpEdmSchema c Identity:238@0
get-dlpincidentdetailreport Get-DlpIncidentDetailReport ec Action:3 Actor:3 DlpCompliancePolicy:3
 DlpComplianceRule:3 EndDate:18 EventType:3 Page:4 PageSize:4 Source:3 StartDate:18
get-dlpkeyworddictionary Get-DlpKeywordDictionary ec Name:1
get-dlppolicy Get-DlpPolicy e Identity:75@1
get-dlppolicytemplate Get-DlpPolicyTemplate e Identity:75@1
get-dlpsensitiveinformationtype Get-DlpSensitiveInformationType c Capability:226 Identity:156@1 IncludeDetails:0
 IncludeElements:362 Organization:23
get-dlpsensitiveinformationtyperulepackage Get-DlpSensitiveInformationTypeRulePackage ec Capability:226
 Identity:318@1
get-dlpsidetectionsreport Get-DlpSiDetectionsReport ec EndDate:12 SensitiveType:3
get-dnssecstatusforverifieddomain Get-DnssecStatusForVerifiedDomain e Confirm:0 DomainName:1!@0
 SkipDnsValidation:0 SkipMtaStsValidation:0 SkipMxValidation:0 WhatIf:0
get-dynamicdistributiongroup Get-DynamicDistributionGroup ee Anr:1 Credential:29 Filter:1 Identity:173@1
 IncludeAcceptMessagesOnlyFromDLMembersWithDisplayNames:0
 IncludeAcceptMessagesOnlyFromSendersOrMembersWithDisplayNames:0 IncludeAcceptMessagesOnlyFromWithDisplayNames:0
 IncludeBypassModerationFromSendersOrMembersWithDisplayNames:0 IncludeGrantSendOnBehalfToWithDisplayNames:0
 IncludeManagedByWithDisplayNames:0 IncludeModeratedByWithDisplayNames:0 ManagedBy:66 OrganizationalUnit:27
 ResultSize:6 SortBy:1
get-dynamicdistributiongroupmember Get-DynamicDistributionGroupMember ee Credential:29 Identity:385!@0
 IncludeSoftDeletedObjects:0 ResultSize:6
get-ediscoverycaseadmin Get-eDiscoveryCaseAdmin c DomainController:11 ResultSize:6
get-eligibledistributiongroupformigration Get-EligibleDistributionGroupForMigration ee Identity:56@1
 ManagedBy:66 OrganizationalUnit:27 ResultSize:6
get-emailaddresspolicy Get-EmailAddressPolicy ee Identity:175@1
get-emailtenantsettings Get-EmailTenantSettings e Identity:240@0
get-eopprotectionpolicyrule Get-EOPProtectionPolicyRule ee Identity:15@0 State:37
get-etrlimits Get-EtrLimits ee
get-eventsfromemailconfiguration Get-EventsFromEmailConfiguration e Identity:21!@0
get-exocasmailbox Get-EXOCasMailbox em ActiveSyncDebugLogging:0 Anr:1 ExternalDirectoryObjectId:19 Filter:1
 GetImapProtocolLog:0 GetPopProtocolLog:0 Identity:1@0 IgnoreDefaultScope:0 OrganizationalUnit:1
 PrimarySmtpAddress:1 Properties:7 PropertySets:151 ProtocolSettings:0 ReadIsOptimizedForAccessibility:0
 ResultSize:6 SendLogsTo:7 UserPrincipalName:1
get-exoinformationbarrierpolicy Get-ExoInformationBarrierPolicy e Identity:24@0 ShowFriendlyValues:0
get-exoinformationbarrierrelationship Get-ExoInformationBarrierRelationship e RecipientId1:21! RecipientId2:21!
get-exoinformationbarriersegment Get-ExoInformationBarrierSegment e Identity:411@0 ShowFriendlyValues:0
get-exomailbox Get-EXOMailbox em Anr:1 Archive:0 Async:0 ExternalDirectoryObjectId:19 Filter:1 GroupMailbox:0
 Identity:1@0 InactiveMailboxOnly:0 IncludeInactiveMailbox:0 MailboxPlan:1 Migration:0 OrganizationalUnit:1
 PrimarySmtpAddress:1 Properties:7 PropertySets:151 PublicFolder:0 RecipientTypeDetails:7 ResultSize:6
 SoftDeletedMailbox:0 UserPrincipalName:1
get-exomailboxfolderpermission Get-EXOMailboxFolderPermission em ExternalDirectoryObjectId:19 GroupMailbox:0
 Identity:1@0 PrimarySmtpAddress:1 User:1 UserPrincipalName:1
get-exomailboxfolderstatistics Get-EXOMailboxFolderStatistics em Archive:0 DiagnosticInfo:1
 ExternalDirectoryObjectId:19 Folderscope:174 Identity:1 IncludeOldestAndNewestItems:0
 IncludeSoftDeletedRecipients:0 PrimarySmtpAddress:1 UserPrincipalName:1
get-exomailboxpermission Get-EXOMailboxPermission em ExternalDirectoryObjectId:19 Identity:1 Owner:0
 PrimarySmtpAddress:1 ResultSize:6 SoftDeletedMailbox:0 User:1 UserPrincipalName:1
get-exomailboxstatistics Get-EXOMailboxStatistics em Archive:0 DatabaseGuid:19 ExchangeGuid:19 Identity:1
 IncludeMoveHistory:0 IncludeMoveReport:0 IncludeSoftDeletedRecipients:0 PrimarySmtpAddress:1 Properties:7
 PropertySets:151 UserPrincipalName:1
get-exomobiledevicestatistics Get-EXOMobileDeviceStatistics em ActiveSync:0 ExternalDirectoryObjectId:19
 GetMailboxLog:0 Identity:1 Mailbox:1 NotificationEmailAddresses:7 OWAforDevices:0 PrimarySmtpAddress:1
 RestApi:0 ShowRecoveryPassword:0 UniversalOutlook:0 UserPrincipalName:1
get-exophishsimoverriderule Get-ExoPhishSimOverrideRule e Confirm:0 DomainController:11 Identity:16@1 Policy:9
 WhatIf:0
get-exorecipient Get-EXORecipient em Anr:1 ExternalDirectoryObjectId:19 Filter:1 Identity:1@0
 IncludeSoftDeletedRecipients:0 OrganizationalUnit:1 PrimarySmtpAddress:1 Properties:7 PropertySets:151
 RecipientPreviewFilter:1 RecipientType:7 RecipientTypeDetails:7 ResultSize:6 UserPrincipalName:1
get-exorecipientpermission Get-EXORecipientPermission em AccessRights:3 ExternalDirectoryObjectId:19
 Identity:1@0 PrimarySmtpAddress:1 ResultSize:6 Trustee:1 UserPrincipalName:1
get-exosecopsoverriderule Get-ExoSecOpsOverrideRule e Confirm:0 DomainController:11 Identity:16@1 Policy:9
 WhatIf:0
get-externalinoutlook Get-ExternalInOutlook ee Identity:23@0
get-featureconfiguration Get-FeatureConfiguration c Confirm:0 FeatureScenario:298! Identity:9@1 WhatIf:0
get-federatedorganizationidentifier Get-FederatedOrganizationIdentifier ee Identity:23@1
 IncludeExtendedDomainInfo:0
get-federationinformation Get-FederationInformation ee BypassAdditionalDomainValidation:0 DomainName:89! Force:0
 TrustedHostnames:3
get-federationtrust Get-FederationTrust ee Identity:248@1
get-fileplanpropertyauthority Get-FilePlanPropertyAuthority c Identity:16@0
get-fileplanpropertycategory Get-FilePlanPropertyCategory c Identity:16@0
get-fileplanpropertycitation Get-FilePlanPropertyCitation c Identity:16@0
get-fileplanpropertydepartment Get-FilePlanPropertyDepartment c Identity:16@0
get-fileplanpropertyreferenceid Get-FilePlanPropertyReferenceId c Identity:16@0
get-fileplanpropertystructure Get-FilePlanPropertyStructure c IncludeAdditionalInfo:0
get-fileplanpropertysubcategory Get-FilePlanPropertySubCategory c Identity:16@0
get-focusedinbox Get-FocusedInbox ee Identity:8! UseCustomRouting:0
get-globaladdresslist Get-GlobalAddressList e DefaultOnly:0 Identity:95@1
get-group Get-Group ece Anr:1 Filter:1 Identity:52@1 OrganizationalUnit:27 RecipientTypeDetails:60 ResultSize:6
 SortBy:1
get-historicalsearch Get-HistoricalSearch ee JobId:19
get-holdcompliancepolicy Get-HoldCompliancePolicy c DistributionDetail:0 Identity:9@1
get-holdcompliancerule Get-HoldComplianceRule c Identity:16@1 Policy:9
get-hostedconnectionfilterpolicy Get-HostedConnectionFilterPolicy ee Identity:57@1
get-hostedcontentfilterpolicy Get-HostedContentFilterPolicy ee Identity:78@1
get-hostedcontentfilterrule Get-HostedContentFilterRule ee Identity:15@1 State:37
get-hostedoutboundspamfilterpolicy Get-HostedOutboundSpamFilterPolicy ee Identity:96!@1
get-hostedoutboundspamfilterrule Get-HostedOutboundSpamFilterRule ee Identity:15@0 State:37
get-hveaccountbillingpolicy Get-HVEAccountBillingPolicy ee Identity:53!@0
get-hveaccountsettings Get-HVEAccountSettings ee Identity:53!@0
get-hybridmailflowdatacenterips Get-HybridMailflowDatacenterIPs e
get-inboundconnector Get-InboundConnector ee Identity:97@1 ResultSize:6
get-inboxrule Get-InboxRule e BypassScopeCheck:0 DescriptionTimeFormat:1 DescriptionTimeZone:130 Identity:98@1
 IncludeHidden:0 Mailbox:8 ResultSize:6 SkipCount:4 UseCustomRouting:0
get-informationbarrierpoliciesapplicationstatus Get-InformationBarrierPoliciesApplicationStatus c All:0
 Identity:9@0
get-informationbarrierpolicy Get-InformationBarrierPolicy c ExoPolicyId:19 Identity:9@0
get-informationbarrierrecipientstatus Get-InformationBarrierRecipientStatus c Identity:21!@0 Identity2:21@1
get-intraorganizationconfiguration Get-IntraOrganizationConfiguration e OrganizationGuid:150@2
get-intraorganizationconnector Get-IntraOrganizationConnector e Identity:178@1
get-ipv6statusforaccepteddomain Get-IPv6StatusForAcceptedDomain e Confirm:0 Domain:1@0 WhatIf:0
get-irmconfiguration Get-IRMConfiguration ee
get-journalrule Get-JournalRule e Identity:15@1
get-label Get-Label c Identity:16@1 IncludeDetailedLabelActions:0 ReturnModernLabelScheme:0 SkipValidations:0
 ValidateContentTypeRemoval:0
get-labelpolicy Get-LabelPolicy c ForceValidate:2 Identity:9@1
get-ldapdirectory Get-LdapDirectory e Id:1@1 Organization:23!
get-linkeduser Get-LinkedUser e Anr:1 Filter:1 Identity:51@1 OrganizationalUnit:27 ResultSize:6 SortBy:1
get-logonstatistics Get-LogonStatistics e Identity:418?@1
get-m365dataatrestencryptionpolicy Get-M365DataAtRestEncryptionPolicy ee Confirm:0 DomainController:11
 Identity:49@0 WhatIf:0
get-m365dataatrestencryptionpolicyassignment Get-M365DataAtRestEncryptionPolicyAssignment e
get-mailbox Get-Mailbox e Anr:1 Archive:0 Filter:1 GroupMailbox:0 Identity:8@1 InactiveMailboxOnly:0
 IncludeAcceptMessagesOnlyFromDLMembersWithDisplayNames:0
 IncludeAcceptMessagesOnlyFromSendersOrMembersWithDisplayNames:0 IncludeAcceptMessagesOnlyFromWithDisplayNames:0
 IncludeEmailAddressDisplayNames:0 IncludeForwardingAddressWithDisplayNames:0
 IncludeGrantSendOnBehalfToWithDisplayNames:0 IncludeInactiveMailbox:0 MailboxPlan:80 Migration:0
 OrganizationalUnit:27 PublicFolder:0 RecipientTypeDetails:60 ResultSize:6 SoftDeletedMailbox:0 SortBy:1
get-mailboxauditbypassassociation Get-MailboxAuditBypassAssociation e Identity:263@1 ResultSize:6
get-mailboxautoreplyconfiguration Get-MailboxAutoReplyConfiguration e Credential:29 Identity:8!@1
 ReadFromDomainController:0 ResultSize:6 UseCustomRouting:0
get-mailboxcalendarconfiguration Get-MailboxCalendarConfiguration e Identity:8?@1 MailboxLocation:67
get-mailboxcalendarfolder Get-MailboxCalendarFolder e Identity:36!@1 UseCustomRouting:0
get-mailboxfolder Get-MailboxFolder e GetChildren:0 Identity:36@1 MailFolderOnly:0 Recurse:0 ResultSize:6
get-mailboxfolderpermission Get-MailboxFolderPermission e GroupMailbox:0 Identity:36!@1 ResultSize:6 SkipCount:4
 UseCustomRouting:0 User:137
get-mailboxfolderstatistics Get-MailboxFolderStatistics e Archive:0 Database:123? DiagnosticInfo:1
 FolderScope:174 Identity:132?@1 IncludeAnalysis:0 IncludeOldestAndNewestItems:0 IncludeSoftDeletedRecipients:0
 ResultSize:6 SkipCount:4 StoreMailboxIdentity:326? UseCustomRouting:0
get-mailboximportrequest Get-MailboxImportRequest e BatchName:1 Identity:79@1 Mailbox:138 Name:1 ResultSize:6
 Status:103 Suspend:2
get-mailboximportrequeststatistics Get-MailboxImportRequestStatistics e DiagnosticInfo:1 Identity:79?@1
 IncludeReport:0 IncludeSkippedItems:0 ReportOnly:0
get-mailboxirmaccess Get-MailboxIRMAccess e Identity:8@0 User:38
get-mailboxjunkemailconfiguration Get-MailboxJunkEmailConfiguration e Credential:29 Identity:8!@1
 ReadFromDomainController:0 ResultSize:6
get-mailboxlocation Get-MailboxLocation e Confirm:0 Identity:67? IncludePreviousPrimary:0
 MailboxLocationType:423 ResultSize:6 User:51? WhatIf:0
get-mailboxmessageconfiguration Get-MailboxMessageConfiguration e Credential:29 Identity:8!@1
 ReadFromDomainController:0 ResultSize:6 SignatureName:1 UseCustomRouting:0
get-mailboxpermission Get-MailboxPermission e Credential:29 GroupMailbox:0 Identity:8!@1
 IncludeSoftDeletedUserPermissions:0 IncludeUnresolvedPermissions:0 IncludeUserWithDisplayName:0 Owner:0
 ReadFromDomainController:0 ResultSize:6 SoftDeletedMailbox:0 UseCustomRouting:0 User:38
get-mailboxplan Get-MailboxPlan e AllMailboxPlanReleases:0 Credential:29 Filter:1 Identity:80@1
 IgnoreDefaultScope:0 ResultSize:6 SortBy:1
get-mailboxregionalconfiguration Get-MailboxRegionalConfiguration e Archive:0 Identity:8?@1 MailboxLocation:67
 UseCustomRouting:0 VerifyDefaultFolderNameLanguage:0
get-mailboxrestorerequest Get-MailboxRestoreRequest e BatchName:1 HighPriority:2 Identity:81@1 Name:1
 ResultSize:6 Status:103 Suspend:2 TargetMailbox:138
get-mailboxrestorerequeststatistics Get-MailboxRestoreRequestStatistics e DiagnosticInfo:1 Identity:81?@1
 IncludeReport:0 IncludeSkippedItems:0 ReportOnly:0
get-mailboxsearch Get-MailboxSearch e Identity:106@1 InPlaceHoldIdentity:1? ResultSize:6
 ShowDeletionInProgressSearches:0
get-mailboxspellingconfiguration Get-MailboxSpellingConfiguration e Identity:8!@1
get-mailboxstatistics Get-MailboxStatistics e Archive:0 Identity:132?@1 IncludeMoveHistory:0 IncludeMoveReport:0
 IncludeSoftDeletedRecipients:0 UseCustomRouting:0
get-mailboxuserconfiguration Get-MailboxUserConfiguration e Confirm:0 Identity:268!@1 Mailbox:8! WhatIf:0
get-mailcontact Get-MailContact ee ANR:1 Filter:1 Identity:181@1 OrganizationalUnit:27 RecipientTypeDetails:60
 ResultSize:6 SortBy:1
get-maildetailatpreport Get-MailDetailATPReport ee DataSource:1 Direction:3 Domain:3 EndDate:12 EventType:3
 MessageId:3 MessageTraceId:3 Page:4 PageSize:4 ProbeTag:1 RecipientAddress:3 SenderAddress:3 StartDate:12
get-maildetaildlppolicyreport Get-MailDetailDlpPolicyReport e Action:3 Direction:3 DlpPolicy:3 Domain:3
 EndDate:12 EventType:3 MessageId:3 MessageTraceId:3 Page:4 PageSize:4 ProbeTag:1 RecipientAddress:3
 SenderAddress:3 StartDate:12 TransportRule:3
get-maildetailencryptionreport Get-MailDetailEncryptionReport ece AggregateBy:1 Direction:3 Domain:3 EndDate:18
 EventType:3 MessageId:3 MessageTraceId:3 Organization:23@0 Page:4 PageSize:4 ProbeTag:1 StartDate:18
get-maildetailtransportrulereport Get-MailDetailTransportRuleReport ee Action:3 Direction:3 Domain:3 EndDate:12
 EventType:3 MessageId:3 MessageTraceId:3 Page:4 PageSize:4 ProbeTag:1 RecipientAddress:3 SenderAddress:3
 StartDate:12 TransportRule:3
get-mailfilterlistreport Get-MailFilterListReport ece Domain:3 Expression:245 ProbeTag:1 SelectionTarget:3
get-mailflowstatusreport Get-MailFlowStatusReport ee Direction:3 Domain:3 EndDate:18 EventType:3 Page:4
 PageSize:4 ProbeTag:1 StartDate:18
get-mailpublicfolder Get-MailPublicFolder e Anr:1 Credential:29 Filter:1 Identity:182@1 IgnoreDefaultScope:0
 IncludeGrantSendOnBehalfToWithDisplayNames:0 ResultSize:6 SortBy:1
get-mailtrafficatpreport Get-MailTrafficATPReport ee Action:3 AggregateBy:1 Direction:3 Domain:3 EndDate:12
 EventType:3 NumberOfRows:4 Page:4 PageSize:4 PivotBy:3 ProbeTag:1 StartDate:12 SummarizeBy:3
 ThreatClassification:3
get-mailtrafficencryptionreport Get-MailTrafficEncryptionReport ece Action:3 AggregateBy:1 Direction:3 Domain:3
 EndDate:18 EventType:3 Page:4 PageSize:4 ProbeTag:1 StartDate:18 SummarizeBy:3
get-mailtrafficpolicyreport Get-MailTrafficPolicyReport ee Action:3 AggregateBy:1 Direction:3 DlpPolicy:3
 Domain:3 EndDate:12 EventType:3 Page:4 PageSize:4 ProbeTag:1 StartDate:12 SummarizeBy:3 TransportRule:3
get-mailtrafficsummaryreport Get-MailTrafficSummaryReport ee Category:1 DlpPolicy:3 Domain:3 EndDate:12 Page:4
 PageSize:4 ProbeTag:1 StartDate:12 TransportRule:3
get-mailuser Get-MailUser ee Anr:1 Filter:1 HVEAccount:0 Identity:53@1 OrganizationalUnit:27 ResultSize:6
 SharedWithMailUser:0 SoftDeletedMailUser:0 SortBy:1
get-malwarefilterpolicy Get-MalwareFilterPolicy ee Identity:82@1
get-malwarefilterrule Get-MalwareFilterRule ee Identity:15@1 State:37
get-managementrole Get-ManagementRole ece Cmdlet:1 CmdletParameters:7 GetChildren:0 Identity:87?@1 Recurse:0
 RoleType:490 Script:1 ScriptParameters:7
get-managementroleassignment Get-ManagementRoleAssignment ee AssignmentMethod:351 ConfigWriteScope:369
 CustomRecipientWriteScope:44 Delegating:2 Enabled:2 Exclusive:2 ExclusiveRecipientWriteScope:44
 GetEffectiveUsers:0 Identity:198@1 RecipientAdministrativeUnitScope:113 RecipientGroupScope:52
 RecipientOrganizationalUnitScope:27 RecipientWriteScope:194 Role:87 RoleAssignee:487 RoleAssigneeType:488
 WritableRecipient:66
get-managementroleentry Get-ManagementRoleEntry ee Identity:104!@1 PSSnapinName:1 Parameters:7 ResultSize:6
 Type:429
get-managementscope Get-ManagementScope ee Exclusive:2 Identity:44@1 Orphan:0
get-messagecategory Get-MessageCategory e Identity:431@1 Mailbox:8
get-messageclassification Get-MessageClassification e Identity:183@1 IncludeLocales:0
get-messagetrace Get-MessageTrace ee EndDate:12 FromIP:1 MessageId:3 MessageTraceId:19 Page:4 PageSize:4
 ProbeTag:1 RecipientAddress:3 SenderAddress:3 StartDate:12 Status:3 ToIP:1
get-messagetracedetail Get-MessageTraceDetail ee Action:3 EndDate:12 Event:3 MessageId:1 MessageTraceId:19!
 Page:4 PageSize:4 ProbeTag:1 RecipientAddress:1! SenderAddress:1 StartDate:12
get-messagetracedetailv2 Get-MessageTraceDetailV2 ee Action:3@1 EndDate:18@2 Event:3@3 MessageId:1@4
 MessageTraceId:19!@5 RecipientAddress:1!@6 SenderAddress:1@7 StartDate:18@8
get-messagetracev2 Get-MessageTraceV2 ee EndDate:18@1 FromIP:1@2 MessageId:3@3 MessageTraceId:64@4
 RecipientAddress:3@5 ResultSize:4@6 SenderAddress:3@7 StartDate:18@8 StartingRecipientAddress:1@9 Status:3@10
 Subject:1@11 SubjectFilterType:1@12 ToIP:1@13
get-messagetrackingreport Get-MessageTrackingReport e BypassDelegateChecking:0 DoNotResolve:0 Identity:433!@1
 RecipientPathFilter:17 Recipients:7 ReportTemplate:483 ResultSize:6 Status:512
get-migrationbatch Get-MigrationBatch e DiagnosticInfo:1 Endpoint:46 Identity:58@1 IncludeReport:0 Partition:8
 ResultSize:6 Status:443
get-migrationconfig Get-MigrationConfig e AllPartitions:0 IncludeSimplifiedGmailMigrationData:0 Partition:8
get-migrationendpoint Get-MigrationEndpoint e DiagnosticInfo:1 Identity:46@1 Partition:8 Type:445?
get-migrationstatistics Get-MigrationStatistics e DiagnosticInfo:1 Partition:8
get-migrationuser Get-MigrationUser e BatchId:58 EmailAddress:389? Identity:68@1 IncludeAssociatedUsers:0
 MailboxGuid:19? Partition:8 ResultSize:6 Status:446 StatusSummary:447
get-migrationuserstatistics Get-MigrationUserStatistics e DiagnosticInfo:1 Identity:68!@1 IncludeCopilotReport:0
 IncludeReport:0 IncludeSkippedItems:0 LimitSkippedItemsTo:4 Partition:8 SkipSubscription:0
get-mobiledevice Get-MobileDevice e ActiveSync:0 Filter:1 Identity:149@1 Mailbox:8? OWAforDevices:0
 OrganizationalUnit:27 RestApi:0 ResultSize:6 SortBy:1 UniversalOutlook:0
get-mobiledevicemailboxpolicy Get-MobileDeviceMailboxPolicy e Identity:24@1
get-mobiledevicestatistics Get-MobileDeviceStatistics e ActiveSync:0 GetMailboxLog:0 Identity:149?@1 Mailbox:8?
 NotificationEmailAddresses:3 OWAforDevices:0 RestApi:0 ShowRecoveryPassword:0 UniversalOutlook:0
 UseCustomRouting:0
get-moverequest Get-MoveRequest e BatchName:1 Flags:484 Identity:83@1 Offline:2 ProxyToMailbox:8
 RemoteHostName:11 ResultSize:6 Status:103 Suspend:2 SuspendWhenReadyToComplete:2
get-moverequeststatistics Get-MoveRequestStatistics e Analysis:0 DiagnosticInfo:1 DiagnosticOnly:0
 Identity:83?@1 IncludeReport:0 ProxyToMailbox:8 ReportOnly:0
get-mxrecordreport Get-MxRecordReport ee Domain:11 ProbeTag:1
get-myanalyticsfeatureconfig Get-MyAnalyticsFeatureConfig em Identity:1! ResultSize:6
get-offlineaddressbook Get-OfflineAddressBook e Identity:101@1
get-omeconfiguration Get-OMEConfiguration ee Identity:100@1
get-omemessagestatus Get-OMEMessageStatus e MessageId:1!
get-onlinemeetingconfiguration Get-OnlineMeetingConfiguration e Identity:8!@1
get-onpremisesorganization Get-OnPremisesOrganization ee Identity:150@1
get-organizationalunit Get-OrganizationalUnit e Identity:246@1 IncludeContainers:0 ResultSize:6 SearchText:1
 SingleNodeOnly:0
get-organizationconfig Get-OrganizationConfig ee
get-organizationrelationship Get-OrganizationRelationship ee Identity:84@1
get-organizationsegment Get-OrganizationSegment c Identity:9@0
get-outboundconnector Get-OutboundConnector ee Identity:59@1 IncludeTestModeConnectors:2 IsTransportRuleScoped:2
 ResultSize:6
get-outboundconnectorreport Get-OutboundConnectorReport ee Domain:11 ProbeTag:1
get-outlookprotectionrule Get-OutlookProtectionRule e Identity:15@1
get-owamailboxpolicy Get-OwaMailboxPolicy e Identity:24@1
get-partnerapplication Get-PartnerApplication e Identity:186@1
get-pendingdelicenseuser Get-PendingDelicenseUser ee Identity:21@1 ResultSize:6 ShowDueObjectsOnly:0
get-perimeterconfig Get-PerimeterConfig e Identity:23@1
get-phishsimoverridepolicy Get-PhishSimOverridePolicy e DomainController:11 Identity:9@0
get-place Get-Place e Confirm:0 Identity:21@0 ResultSize:6 Type:400 WhatIf:0
get-policyconfig Get-PolicyConfig c Identity:23@0
get-policytipconfig Get-PolicyTipConfig e Action:463 Identity:188@1 Locale:32 Original:0
get-protectionalert Get-ProtectionAlert c Identity:16@1 IncludeRuleXml:0
get-publicfolder Get-PublicFolder e GetChildren:0 Identity:40@1 LostAndFound:0 Mailbox:8 Recurse:0
 ResidentFolders:0 ResultSize:6
get-publicfolderclientpermission Get-PublicFolderClientPermission e Identity:40!@1 Mailbox:8 ResultSize:6
 User:190
get-publicfolderitemstatistics Get-PublicFolderItemStatistics e Identity:40!@1 Mailbox:8 ResultSize:6
get-publicfoldermailboxdiagnostics Get-PublicFolderMailboxDiagnostics e Confirm:0 Identity:8!@1
 IncludeDumpsterInfo:0 IncludeHierarchyInfo:0 WhatIf:0
get-publicfoldermailboxmigrationrequest Get-PublicFolderMailboxMigrationRequest e BatchName:1 Identity:152@1
 Name:1 ResultSize:6 Status:103 Suspend:2
get-publicfoldermailboxmigrationrequeststatistics Get-PublicFolderMailboxMigrationRequestStatistics e
 DiagnosticInfo:1 Identity:152?@1 IncludeReport:0 IncludeSkippedItems:0 ReportOnly:0
get-publicfoldermoverequest Get-PublicFolderMoveRequest e BatchName:1 DomainController:11 HighPriority:2
 Identity:189@1 Name:1 Organization:23 RequestQueue:123 ResultSize:6 Status:103 Suspend:2
get-publicfoldermoverequeststatistics Get-PublicFolderMoveRequestStatistics e DiagnosticInfo:1
 DomainController:11 Identity:189?@1 IncludeReport:0 IncludeSkippedItems:0 ReportOnly:0 RequestGuid:19
 RequestQueue:123?
get-publicfolderstatistics Get-PublicFolderStatistics e Identity:40@1 Mailbox:8 ResultSize:6
get-quarantinemessage Get-QuarantineMessage ece Direction:438 Domain:7 EndExpiresDate:18 EndReceivedDate:18
 EntityType:99 Identity:85? IncludeMessagesFromBlockedSenderAddress:0 MessageId:1 MyItems:0 Page:4 PageSize:4
 PolicyName:1 PolicyTypes:474 QuarantineTypes:473 RecipientAddress:7 RecipientTag:7 ReleaseStatus:480 Reported:2
 SenderAddress:7 StartExpiresDate:18 StartReceivedDate:18 Subject:1 TeamsConversationTypes:440 Type:439
get-quarantinemessageheader Get-QuarantineMessageHeader ece EntityType:99 Identity:85! RecipientAddress:1
get-quarantinepolicy Get-QuarantinePolicy ee Identity:193@0 QuarantinePolicyType:300
get-recipient Get-Recipient ece Anr:1 AuthenticationType:355 BookmarkDisplayName:1 Capabilities:3 Filter:1
 Identity:21@1 IncludeBookmarkObject:2 IncludeManagerWithDisplayName:0 IncludeSoftDeletedRecipients:0
 OrganizationalUnit:27 Properties:7 PropertySet:467 RecipientPreviewFilter:1 RecipientType:476
 RecipientTypeDetails:60 ResultSize:6 SortBy:1
get-recipientpermission Get-RecipientPermission e AccessRights:3 Identity:21@1
 IncludeTrusteeWithPrimarySmtpAddress:0 ReadFromDomainController:0 ResultSize:6 Trustee:38
get-recipientstatisticsreport Get-RecipientStatisticsReport e
get-recordreviewnotificationtemplateconfig Get-RecordReviewNotificationTemplateConfig c
get-recoverableitems Get-RecoverableItems e EntryID:1 FilterEndTime:12 FilterItemType:1 FilterStartTime:12
 Identity:132! LastParentFolderID:1 MaxParallelSize:4 PolicyTag:7 ResultSize:6 SkipCount:4 SourceFolder:306
 SubjectContains:1
get-regulatorycomplianceui Get-RegulatoryComplianceUI c
get-remotedomain Get-RemoteDomain e Identity:195@1 ResultSize:6
get-reportexecutioninstance Get-ReportExecutionInstance ee Identity:412 ScheduleId:3
get-reportsubmissionpolicy Get-ReportSubmissionPolicy e Identity:102@0
get-reportsubmissionrule Get-ReportSubmissionRule e Identity:15@0 State:37
get-resourceconfig Get-ResourceConfig e
get-retentioncompliancepolicy Get-RetentionCompliancePolicy c DistributionDetail:0 ErrorPolicyOnly:0
 ExcludeTeamsPolicy:0 Identity:9@1 IncludeTestModeResults:0 PriorityCleanup:0 RetentionRuleTypes:0
 TeamsPolicyOnly:0
get-retentioncompliancerule Get-RetentionComplianceRule c Identity:16@1 Policy:9 PriorityCleanup:0
get-retentionevent Get-RetentionEvent ec AllStatus:0 DomainController:11 Identity:391@1
get-retentionpolicy Get-RetentionPolicy e Identity:24@1
get-retentionpolicytag Get-RetentionPolicyTag e Identity:196@1 IncludeSystemTags:0 Mailbox:8 OptionalInMailbox:0
 Types:388
get-reviewitems Get-ReviewItems e Disposed:2 IncludeHeaders:2 PagingCookie:1 TargetLabelId:1!
get-rmstemplate Get-RMSTemplate ee Identity:61@1 ResultSize:6 TrustedPublishingDomain:486 Type:312
get-roleassignmentpolicy Get-RoleAssignmentPolicy ee Identity:24@1
get-rolegroup Get-RoleGroup ece Filter:1 Identity:86@1 ResultSize:6 ShowPartnerLinked:0 SortBy:1
get-rolegroupmember Get-RoleGroupMember ece Identity:489!@1 ResultSize:6
get-safeattachmentpolicy Get-SafeAttachmentPolicy e Identity:72@1
get-safeattachmentrule Get-SafeAttachmentRule e Identity:15@1 State:37
get-safelinksaggregatereport Get-SafeLinksAggregateReport e Action:3 AppNameList:3 EndDate:18 StartDate:18
 SummarizeBy:1
get-safelinksdetailreport Get-SafeLinksDetailReport e Action:3 AppNameList:3 Domain:3 EndDate:18 Page:4
 PageSize:4 RecipientAddress:3 StartDate:18
get-safelinkspolicy Get-SafeLinksPolicy e Identity:73@1
get-safelinksrule Get-SafeLinksRule e Identity:15@1 State:37
get-scinsights Get-SCInsights ece EndDate:12
get-secopsoverridepolicy Get-SecOpsOverridePolicy e DomainController:11 Identity:9@0
get-securityprincipal Get-SecurityPrincipal ece Filter:1 Identity:393@1 OrganizationalUnit:246 ResultSize:6
 RoleGroupAssignable:0 Types:3
get-sensitiveinformationscan Get-SensitiveInformationScan c Identity:9@0 IncludeImpactAssessment:2
 IncludeProgressForAllActiveScans:2 IncludeScanProgress:2
get-sensitiveinformationscanrule Get-SensitiveInformationScanRule c Identity:16@0 Policy:9
get-servicedeliveryreport Get-ServiceDeliveryReport ee ProbeTag:1 Recipient:17
get-serviceprincipal Get-ServicePrincipal ece Identity:107@0 Organization:23
get-sharingpolicy Get-SharingPolicy e Identity:158@1
get-smimeconfig Get-SmimeConfig ee Identity:23@1
get-smtpdaneinboundstatus Get-SmtpDaneInboundStatus e DomainName:1!@0
get-spoofintelligenceinsight Get-SpoofIntelligenceInsight ee Identity:57@0
get-spoofmailreport Get-SpoofMailReport ee Action:3 Direction:3 EndDate:12 EventType:3 Page:4 PageSize:4
 ProbeTag:1 StartDate:12
get-supervisoryreviewactivity Get-SupervisoryReviewActivity ec EndDate:25! PolicyId:1! StartDate:25!
get-supervisoryreviewoverallprogressreport Get-SupervisoryReviewOverallProgressReport c EndDate:18 Page:4
 PageSize:4 StartDate:18
get-supervisoryreviewpolicyreport Get-SupervisoryReviewPolicyReport ec EndDate:12 Page:4 PageSize:4 Policies:3
 StartDate:12
get-supervisoryreviewpolicyv2 Get-SupervisoryReviewPolicyV2 ec Identity:9@1
get-supervisoryreviewreport Get-SupervisoryReviewReport ec EndDate:12 Page:4 PageSize:4 Policies:3 Reviewers:3
 StartDate:12
get-supervisoryreviewrule Get-SupervisoryReviewRule ec Identity:16@1 IncludeRuleXml:0 Policy:9
get-supervisoryreviewtopcasesreport Get-SupervisoryReviewTopCasesReport c EndDate:18 Page:4 PageSize:4
 StartDate:18
get-sweeprule Get-SweepRule ee BypassScopeCheck:0 Identity:108@1 Mailbox:8 Provider:1 ResultSize:6 SkipCount:4
get-teamsprotectionpolicy Get-TeamsProtectionPolicy e Identity:200@1
get-teamsprotectionpolicyrule Get-TeamsProtectionPolicyRule e Identity:15@1 State:37
get-tenantallowblocklistitems Get-TenantAllowBlockListItems ece Allow:0 Block:0 Entry:1 ExpirationDate:12
 ListSubType:414 ListType:135! NoExpiration:0 OutputJson:0
get-tenantallowblocklistspoofitems Get-TenantAllowBlockListSpoofItems ece Action:1 Identity:57@0 SpoofType:1
get-textmessagingaccount Get-TextMessagingAccount e Credential:29 Identity:8!@1 ReadFromDomainController:0
 ResultSize:6
get-transportconfig Get-TransportConfig e
get-transportrule Get-TransportRule ee DlpPolicy:1 ExcludeConditionActionDetails:2 Filter:1 Identity:15@1
 ResultSize:6 State:37
get-transportruleaction Get-TransportRuleAction ee Name:1@1
get-transportrulepredicate Get-TransportRulePredicate ee Name:1@1
get-unifiedauditlogretentionpolicy Get-UnifiedAuditLogRetentionPolicy c Operation:1 RecordType:215
 RetentionDuration:201 UserId:1
get-unifiedgroup Get-UnifiedGroup ee Anr:1 Filter:1 Identity:74@1
 IncludeAcceptMessagesOnlyFromSendersOrMembersWithDisplayNames:0 IncludeAllProperties:0
 IncludeBypassModerationFromSendersOrMembersWithDisplayNames:0 IncludeGrantSendOnBehalfToWithDisplayNames:0
 IncludeModeratedByWithDisplayNames:0 IncludeRejectMessagesFromSendersOrMembersWithDisplayNames:0
 IncludeSoftDeletedGroups:0 ResultSize:6 SortBy:1
get-unifiedgrouplinks Get-UnifiedGroupLinks ee Identity:74!@1 LinkType:179! ResultSize:6
get-user Get-User ece Anr:1 Filter:1 Identity:51@1 IncludeDirectReportsWithDisplayNames:0
 IncludeManagerWithDisplayName:0 IsVIP:0 OrganizationalUnit:27 PublicFolder:0 RecipientTypeDetails:60
 ResultSize:6 Sortby:1
get-userbriefingconfig Get-UserBriefingConfig em Identity:1! ResultSize:6
get-vivainsightssettings Get-VivaInsightsSettings em Feature:1 Identity:1! ResultSize:6
get-vivamodulefeature Get-VivaModuleFeature em FeatureId:1 ModuleId:1! ResultSize:6
get-vivamodulefeatureenablement Get-VivaModuleFeatureEnablement em Detailed:0 FeatureId:1! Identity:1!
 ModuleId:1! ResultSize:6
get-vivamodulefeaturepolicy Get-VivaModuleFeaturePolicy em FeatureId:1? MemberIds:7 ModuleId:1! PolicyId:1
 ResultSize:269
get-vivaorginsightsdelegatedrole Get-VivaOrgInsightsDelegatedRole em Delegator:19! ResultSize:6
get-workforceinsightsdelegationaccess Get-WorkforceInsightsDelegationAccess em Delegator:19! ResultSize:6
import-dlppolicycollection Import-DlpPolicyCollection e Confirm:0 FileData:26!@1 Force:0 Identity:75@1 WhatIf:0
import-fileplanproperty Import-FilePlanProperty c Confirm:0 DomainController:11 Force:0 RawCsv:1!@0
 ValidateOnly:0 WhatIf:0
import-recipientdataproperty Import-RecipientDataProperty e Confirm:0 FileData:26! Identity:426!@1 Picture:0
 WhatIf:0
install-unifiedcomplianceprerequisite Install-UnifiedCompliancePrerequisite c ForceInitialize:0 LoadOnly:0
 PolicyCenterSiteOwner:17
invoke-changemeetingorganizer Invoke-ChangeMeetingOrganizer e Confirm:0 EventId:1?@2 Identity:8!@1
 NewOrganizer:1!@3 Subject:1?@2 TransferSeriesStartDate:12 WhatIf:0
invoke-compliancesearchactionstep Invoke-ComplianceSearchActionStep ec Identity:121@1 Parameters:460! Step:4!
invoke-compliancesecurityfilteraction Invoke-ComplianceSecurityFilterAction c Action:1!@1 Confirm:0
 EmailAddress:1@2 PropertyName:1!@3 PropertyValue:1@4 SiteUrl:1!@5 WhatIf:0
invoke-holdremovalaction Invoke-HoldRemovalAction c Action:406! Confirm:0 ExchangeLocation:1 Force:0 HoldId:1
 SharePointLocation:1 WhatIf:0
invoke-provisioningaccepteddomaindiagnostic Invoke-ProvisioningAcceptedDomainDiagnostic e Confirm:0 WhatIf:0
invoke-provisioningcompanyobjectdiagnostic Invoke-ProvisioningCompanyObjectDiagnostic e Confirm:0 WhatIf:0
invoke-provisioningrecipientdiagnostic Invoke-ProvisioningRecipientDiagnostic e Confirm:0 Recipients:7!@0
 WhatIf:0
invoke-provisioningverifyrbacdiagnostic Invoke-ProvisioningVerifyRbacDiagnostic e CmdletName:1?
 CmdletParameters:7 Confirm:0 ReferenceUser:1? User:1! WhatIf:0
new-activesyncdeviceaccessrule New-ActiveSyncDeviceAccessRule e AccessLevel:172! Characteristic:377! Confirm:0
 QueryString:1! WhatIf:0
new-activesyncmailboxpolicy New-ActiveSyncMailboxPolicy e AllowApplePushNotifications:2 AllowBluetooth:117
 AllowBrowser:2 AllowCamera:2 AllowConsumerEmail:2 AllowDesktopSync:2 AllowExternalDeviceManagement:2
 AllowHTMLEmail:2 AllowInternetSharing:2 AllowIrDA:2 AllowMobileOTAUpdate:2 AllowNonProvisionableDevices:2
 AllowPOPIMAPEmail:2 AllowRemoteDesktop:2 AllowSMIMEEncryptionAlgorithmNegotiation:155 AllowSMIMESoftCerts:2
 AllowSimpleDevicePassword:2 AllowStorageCard:2 AllowTextMessaging:2 AllowUnsignedApplications:2
 AllowUnsignedInstallationPackages:2 AllowWiFi:2 AlphanumericDevicePasswordRequired:2
 ApprovedApplicationList:115 AttachmentsEnabled:2 Confirm:0 DeviceEncryptionEnabled:2 DevicePasswordEnabled:2
 DevicePasswordExpiration:6 DevicePasswordHistory:4 DevicePolicyRefreshInterval:6 IrmEnabled:2 IsDefault:2
 IsDefaultPolicy:2 MaxAttachmentSize:6 MaxCalendarAgeFilter:118 MaxDevicePasswordFailedAttempts:6
 MaxEmailAgeFilter:126 MaxEmailBodyTruncationSize:6 MaxEmailHTMLBodyTruncationSize:6
 MaxInactivityTimeDeviceLock:6 MinDevicePasswordComplexCharacters:4 MinDevicePasswordLength:4 Name:1!@1
 PasswordRecoveryEnabled:2 RequireDeviceEncryption:2 RequireEncryptedSMIMEMessages:2
 RequireEncryptionSMIMEAlgorithm:127 RequireManualSyncWhenRoaming:2 RequireSignedSMIMEAlgorithm:159
 RequireSignedSMIMEMessages:2 RequireStorageCardEncryption:2 UNCAccessEnabled:2 UnapprovedInROMApplicationList:3
 WSSAccessEnabled:2 WhatIf:0
new-adaptivescope New-AdaptiveScope c AdministrativeUnit:19 Comment:1 FilterConditions:13? LocationType:384!
 Name:1! RawQuery:1?
new-addressbookpolicy New-AddressBookPolicy e AddressLists:210! Confirm:0 GlobalAddressList:95! Name:1!@1
 OfflineAddressBook:101! RoomList:65! WhatIf:0
new-addresslist New-AddressList e ConditionalCompany:3 ConditionalCustomAttribute1:3
 ConditionalCustomAttribute10:3 ConditionalCustomAttribute11:3 ConditionalCustomAttribute12:3
 ConditionalCustomAttribute13:3 ConditionalCustomAttribute14:3 ConditionalCustomAttribute15:3
 ConditionalCustomAttribute2:3 ConditionalCustomAttribute3:3 ConditionalCustomAttribute4:3
 ConditionalCustomAttribute5:3 ConditionalCustomAttribute6:3 ConditionalCustomAttribute7:3
 ConditionalCustomAttribute8:3 ConditionalCustomAttribute9:3 ConditionalDepartment:3
 ConditionalStateOrProvince:3 Confirm:0 Container:65 DisplayName:1 IncludedRecipients:91? Name:1!@1
 RecipientFilter:1? WhatIf:0
new-antiphishpolicy New-AntiPhishPolicy ee AdminDisplayName:1 AuthenticationFailAction:323 Confirm:0
 DmarcQuarantineAction:324 DmarcRejectAction:325 EnableFirstContactSafetyTips:2 EnableMailboxIntelligence:2
 EnableMailboxIntelligenceProtection:2 EnableOrganizationDomainsProtection:2 EnableSimilarDomainsSafetyTips:2
 EnableSimilarUsersSafetyTips:2 EnableSpoofIntelligence:2 EnableTargetedDomainsProtection:2
 EnableTargetedUserProtection:2 EnableUnauthenticatedSender:2 EnableUnusualCharactersSafetyTips:2 EnableViaTag:2
 Enabled:2 ExcludedDomains:3 ExcludedSenders:3 HonorDmarcPolicy:2 ImpersonationProtectionState:254
 MailboxIntelligenceProtectionAction:253 MailboxIntelligenceProtectionActionRecipients:3
 MailboxIntelligenceQuarantineTag:1 MakeDefault:0 Name:1!@0 PhishThresholdLevel:4 PolicyTag:1
 RecommendedPolicyType:71 SimilarUsersSafetyTipsCustomText:1 SpoofQuarantineTag:1
 TargetedDomainActionRecipients:3 TargetedDomainProtectionAction:3 TargetedDomainQuarantineTag:1
 TargetedDomainsToProtect:3 TargetedUserActionRecipients:3 TargetedUserProtectionAction:3
 TargetedUserQuarantineTag:1 TargetedUsersToProtect:3 UnusualCharactersSafetyTipsCustomText:1 WhatIf:0
new-antiphishrule New-AntiPhishRule ee AntiPhishPolicy:1! Comments:1 Confirm:0 Enabled:2
 ExceptIfRecipientDomainIs:10 ExceptIfSentTo:5 ExceptIfSentToMemberOf:5 Name:1!@0 Priority:4
 RecipientDomainIs:10 SentTo:5 SentToMemberOf:5 WhatIf:0
new-app New-App ee AddInOverrides:343 AllowReadWriteMailbox:0 AllowSetting:348 AppState:1 AppType:1 Confirm:0
 DefaultStateForUser:233 DownloadOnly:0 Enabled:2 Etoken:1 FileData:26 FileStream:327 Identity:1 Mailbox:8
 MarketplaceAssetID:1 MarketplaceCorrelationID:1 MarketplaceQueryMarket:1 MarketplaceServicesUrl:1
 MarketplaceUserProfileType:1 OrganizationApp:0 PrivateCatalog:0 ProvidedTo:228 UpdateAppState:0 Url:33
 UserList:3 Version:1 WhatIf:0
new-applicationaccesspolicy New-ApplicationAccessPolicy ee AccessRight:114! AppId:7! Confirm:0 Description:1
 PolicyScopeGroupID:21! WhatIf:0
new-appretentioncompliancepolicy New-AppRetentionCompliancePolicy c AdaptiveScopeLocation:3? Applications:7!
 Comment:1 Confirm:0 Enabled:2 ExchangeLocation:3 ExchangeLocationException:3 Force:0 ModernGroupLocation:3
 ModernGroupLocationException:3 Name:1!@0 PolicyRBACScopes:3 RestrictiveRetention:2 WhatIf:0
new-appretentioncompliancerule New-AppRetentionComplianceRule c Comment:1 Confirm:0
 ContentContainsSensitiveInformation:28 ContentMatchQuery:1 ExcludedItemClasses:3 ExpirationDateOption:1
 MachineLearningModelIDs:3 Name:1?@0 Policy:9! RetentionComplianceAction:1 RetentionDuration:6
 RetentionDurationDisplayHint:77 WhatIf:0
new-atpbuiltinprotectionrule New-ATPBuiltInProtectionRule e Comments:1 Confirm:0 ExceptIfRecipientDomainIs:10
 ExceptIfSentTo:5 ExceptIfSentToMemberOf:5 Name:1 SafeAttachmentPolicy:72! SafeLinksPolicy:73! WhatIf:0
new-atpprotectionpolicyrule New-ATPProtectionPolicyRule e Comments:1 Confirm:0 Enabled:2
 ExceptIfRecipientDomainIs:10 ExceptIfSentTo:5 ExceptIfSentToMemberOf:5 Name:1!@0 Priority:4
 RecipientDomainIs:10 SafeAttachmentPolicy:72! SafeLinksPolicy:73! SentTo:5 SentToMemberOf:5 WhatIf:0
new-authenticationpolicy New-AuthenticationPolicy ee AllowBasicAuthActiveSync:0 AllowBasicAuthAutodiscover:0
 AllowBasicAuthImap:0 AllowBasicAuthMapi:0 AllowBasicAuthOfflineAddressBook:0 AllowBasicAuthOutlookService:0
 AllowBasicAuthPop:0 AllowBasicAuthPowershell:0 AllowBasicAuthReportingWebServices:0 AllowBasicAuthRpc:0
 AllowBasicAuthSmtp:0 AllowBasicAuthWebServices:0 Confirm:0 Name:1@0 WhatIf:0
new-autosensitivitylabelpolicy New-AutoSensitivityLabelPolicy c ApplySensitivityLabel:1!
 ApplySensitivityLabelOverwriteWorkloads:109 Comment:1 Confirm:0 ExceptIfOneDriveSharedBy:5
 ExceptIfOneDriveSharedByMemberOf:5 ExchangeAdaptiveScopes:3 ExchangeAdaptiveScopesException:3
 ExchangeLocation:3 ExchangeSender:30 ExchangeSenderException:30 ExchangeSenderMemberOf:30
 ExchangeSenderMemberOfException:30 ExternalMailRightsManagementOwner:17 Force:0 Locations:1 Mode:69 Name:1!@0
 OneDriveAdaptiveScopes:3 OneDriveAdaptiveScopesException:3 OneDriveLocation:3 OneDriveLocationException:3
 OneDriveSharedBy:5 OneDriveSharedByMemberOf:5 OverwriteLabel:2 PolicyRBACScopes:3 PolicyTemplateInfo:13
 Priority:31 RemoveLabel:0 SharePointAdaptiveScopes:3 SharePointAdaptiveScopesException:3 SharePointLocation:3
 SharePointLocationException:3 UnifiedAuditLogEnabled:2 WhatIf:0
new-autosensitivitylabelrule New-AutoSensitivityLabelRule c AccessScope:111 ActivationDate:18 AdvancedRule:1
 AnyOfRecipientAddressContainsWords:3 AnyOfRecipientAddressMatchesPatterns:3 Comment:1 Confirm:0
 ContentContainsSensitiveInformation:28 ContentExtensionMatchesWords:3 ContentPropertyContainsWords:3 Disabled:2
 DocumentCreatedBy:3 DocumentIsPasswordProtected:2 DocumentIsUnsupported:2 DocumentNameMatchesWords:3
 DocumentSizeOver:45 ExceptIfAccessScope:111 ExceptIfAnyOfRecipientAddressContainsWords:3
 ExceptIfAnyOfRecipientAddressMatchesPatterns:3 ExceptIfContentContainsSensitiveInformation:28
 ExceptIfContentExtensionMatchesWords:3 ExceptIfContentPropertyContainsWords:3 ExceptIfDocumentCreatedBy:3
 ExceptIfDocumentIsPasswordProtected:2 ExceptIfDocumentIsUnsupported:2 ExceptIfDocumentNameMatchesWords:3
 ExceptIfDocumentSizeOver:45 ExceptIfFrom:5 ExceptIfFromAddressContainsWords:3
 ExceptIfFromAddressMatchesPatterns:3 ExceptIfFromMemberOf:30 ExceptIfHeaderMatchesPatterns:13
 ExceptIfProcessingLimitExceeded:2 ExceptIfRecipientDomainIs:3 ExceptIfSenderDomainIs:3 ExceptIfSenderIPRanges:3
 ExceptIfSentTo:3 ExceptIfSentToMemberOf:5 ExceptIfSubjectMatchesPatterns:3 ExpiryDate:18 From:5
 FromAddressContainsWords:3 FromAddressMatchesPatterns:3 FromMemberOf:30 HeaderMatchesPatterns:13 ImmutableId:64
 Name:1!@0 Policy:9! Priority:31 ProcessingLimitExceeded:2 RecipientDomainIs:3 ReportSeverityLevel:62
 RuleErrorAction:187 SenderDomainIs:3 SenderIPRanges:3 SentTo:3 SentToMemberOf:5 SourceType:1
 SubjectMatchesPatterns:3 WhatIf:0 Workload:109!
new-availabilityconfig New-AvailabilityConfig e AllowedTenantIds:3 Confirm:0 OrgWideAccount:38 WhatIf:0
new-caseholdpolicy New-CaseHoldPolicy c Case:1! Comment:1 Confirm:0 Enabled:2 ExchangeLocation:3 Force:0
 Name:1!@1 PublicFolderLocation:3 SharePointLocation:3 WhatIf:0
new-caseholdrule New-CaseHoldRule c Comment:1 Confirm:0 ContentMatchQuery:1 Disabled:2 Name:1!@1 Policy:9!
 WhatIf:0
new-classificationrulecollection New-ClassificationRuleCollection e Confirm:0 FileData:26!@1 WhatIf:0
new-compliancecase New-ComplianceCase c CaseType:168 Confirm:0 Description:1 DomainController:11 ExternalId:1
 Name:1!@1 SecondaryCaseType:1 SourceCaseType:1 WhatIf:0
new-complianceretentionevent New-ComplianceRetentionEvent c AssetId:1 Comment:1 Confirm:0 DomainController:11
 EventDateTime:12 EventTags:3 EventType:16 ExchangeAssetIdQuery:1 Name:1! PreviewOnly:0 SharePointAssetIdQuery:1
 WhatIf:0
new-complianceretentioneventtype New-ComplianceRetentionEventType c Comment:1 Confirm:0 Name:1! WhatIf:0
new-compliancesearch New-ComplianceSearch c AllowNotFoundExchangeLocationsEnabled:2 Case:1 Confirm:0
 ContentMatchQuery:1 Description:1 ExchangeLocation:7 ExchangeLocationExclusion:7 Force:0 HoldNames:7
 IncludeOrgContent:2 IncludeUserAppContent:2 Language:32 Name:1!@1 PublicFolderLocation:7 RefinerNames:7
 SharePointLocation:7 SharePointLocationExclusion:7 WhatIf:0
new-compliancesearchaction New-ComplianceSearchAction c ActionName:1 ArchiveFormat:169 Confirm:0 EnableDedupe:2
 ExchangeArchiveFormat:169 Export:0 FileTypeExclusionsForUnindexedItems:7 Force:0 Format:364 IncludeCredential:0
 IncludeSharePointDocumentVersions:2 JobOptions:4 NotifyEmail:1 NotifyEmailCC:1 Preview:0 Purge:0 PurgeType:365
 ReferenceActionName:1 Region:1 Report:0 RetentionReport:0 RetryOnError:0 Scenario:367 Scope:366 SearchName:7!@1
 SearchNames:7 SharePointArchiveFormat:169 Version:1 WhatIf:0
new-compliancesecurityfilter New-ComplianceSecurityFilter c Action:170! Confirm:0 Description:1 FilterName:1!
 Filters:3 Region:1 Users:3! WhatIf:0
new-compliancetag New-ComplianceTag c AutoApprovalPeriod:31 Comment:1 ComplianceTagForNextStage:1 Confirm:0
 EventType:16 FilePlanProperty:1 FlowId:64 Force:0 IsRecordLabel:2 IsRecordUnlockedAsDefault:2
 MultiStageReviewProperty:1? Name:1!@1 Notes:1 PriorityCleanup:0 Regulatory:2 RetentionAction:1?
 RetentionDuration:6? RetentionType:1? ReviewerEmail:30 WhatIf:0
new-dataclassification New-DataClassification e ClassificationRuleCollectionIdentity:120 Confirm:0
 Description:1! Fingerprints:3! Locale:32 Name:1!@1 WhatIf:0
new-dataencryptionpolicy New-DataEncryptionPolicy e AzureKeyIDs:3! Confirm:0 Description:1 DomainController:11
 Enabled:2 Name:1!@1 WhatIf:0
new-deviceconditionalaccesspolicy New-DeviceConditionalAccessPolicy c Comment:1 Confirm:0 Enabled:2 Force:0
 Name:1!@1 WhatIf:0
new-deviceconditionalaccessrule New-DeviceConditionalAccessRule c AccountName:1 AccountUserName:1
 AllowAppStore:2 AllowAssistantWhileLocked:2 AllowConvenienceLogon:2 AllowDiagnosticSubmission:2
 AllowJailbroken:2 AllowPassbookWhileLocked:2 AllowScreenshot:2 AllowSimplePassword:2 AllowVideoConferencing:2
 AllowVoiceAssistant:2 AllowVoiceDialing:2 AllowiCloudBackup:2 AllowiCloudDocSync:2 AllowiCloudPhotoSync:2
 AntiVirusSignatureStatus:43 AntiVirusStatus:43 AppsRating:221 AutoUpdateStatus:220 BluetoothEnabled:2
 CameraEnabled:2 Confirm:0 DomainController:11 EmailAddress:1 EnableRemovableStorage:2 ExchangeActiveSyncHost:1
 FirewallStatus:154 ForceAppStorePassword:2 ForceEncryptedBackup:2 MaxPasswordAttemptsBeforeWipe:4
 MaxPasswordGracePeriod:34 MoviesRating:222 PasswordComplexity:43 PasswordExpirationDays:4
 PasswordHistoryCount:4 PasswordMinComplexChars:4 PasswordMinimumLength:4 PasswordQuality:4 PasswordRequired:2
 PasswordTimeout:34 PhoneMemoryEncrypted:2 Policy:9! RegionRatings:223 RequireEmailProfile:2
 SmartScreenEnabled:2 SystemSecurityTLS:2 TVShowsRating:224 TargetGroups:3! UserAccountControlStatus:225
 WLANEnabled:2 WhatIf:0 WorkFoldersSyncUrl:1
new-deviceconfigurationpolicy New-DeviceConfigurationPolicy c Comment:1 Confirm:0 Enabled:2 Force:0 Name:1!@1
 WhatIf:0
new-deviceconfigurationrule New-DeviceConfigurationRule c AccountName:1 AccountUserName:1 AllowAppStore:2
 AllowAssistantWhileLocked:2 AllowConvenienceLogon:2 AllowDiagnosticSubmission:2 AllowPassbookWhileLocked:2
 AllowScreenshot:2 AllowSimplePassword:2 AllowVideoConferencing:2 AllowVoiceAssistant:2 AllowVoiceDialing:2
 AllowiCloudBackup:2 AllowiCloudDocSync:2 AllowiCloudPhotoSync:2 AntiVirusSignatureStatus:43 AntiVirusStatus:43
 AppsRating:301 AutoUpdateStatus:217 BluetoothEnabled:2 CameraEnabled:2 Confirm:0 DomainController:11
 EmailAddress:1 EnableRemovableStorage:2 ExchangeActiveSyncHost:1 FirewallStatus:154 ForceAppStorePassword:2
 ForceEncryptedBackup:2 MaxPasswordAttemptsBeforeWipe:4 MaxPasswordGracePeriod:34 MoviesRating:302
 PasswordComplexity:43 PasswordExpirationDays:4 PasswordHistoryCount:4 PasswordMinComplexChars:4
 PasswordMinimumLength:4 PasswordQuality:4 PasswordRequired:2 PasswordTimeout:34 PhoneMemoryEncrypted:2
 Policy:9! RegionRatings:303 RequireEmailProfile:2 SmartScreenEnabled:2 SystemSecurityTLS:2 TVShowsRating:304
 TargetGroups:3! UserAccountControlStatus:335 WLANEnabled:2 WhatIf:0 WorkFoldersSyncUrl:1
new-devicetenantpolicy New-DeviceTenantPolicy c Comment:1 Confirm:0 Enabled:2 Force:0 WhatIf:0
new-devicetenantrule New-DeviceTenantRule c ApplyPolicyTo:297 BlockUnsupportedDevices:2 Confirm:0
 DomainController:11 ExclusionList:3 WhatIf:0
new-distributiongroup New-DistributionGroup ee Alias:1 BccBlocked:2 BypassNestedModerationEnabled:2 Confirm:0
 CopyOwnerToMember:0 Description:3 DisplayName:1 HiddenGroupMembershipEnabled:0 IgnoreNamingPolicy:0 ManagedBy:3
 MemberDepartRestriction:140 MemberJoinRestriction:140 Members:3 ModeratedBy:3 ModerationEnabled:2 Name:1!@1
 Notes:1 OrganizationalUnit:27 PrimarySmtpAddress:17 RequireSenderAuthenticationEnabled:2 RoomList:0
 SendModerationNotifications:48 Type:403 WhatIf:0
new-dkimsigningconfig New-DkimSigningConfig ee AdminDisplayName:1 BodyCanonicalization:119 Confirm:0
 DomainName:161!@1 Enabled:2!@2 HeaderCanonicalization:119 KeySize:333 WhatIf:0
new-dlpcompliancepolicy New-DlpCompliancePolicy c Comment:1 Confirm:0 DisplayName:1 EndpointDlpAdaptiveScopes:3
 EndpointDlpAdaptiveScopesException:3 EndpointDlpLocation:3 EndpointDlpLocationException:3 EnforcementPlanes:3
 ExceptIfOneDriveSharedBy:5 ExceptIfOneDriveSharedByMemberOf:5 ExchangeAdaptiveScopes:3
 ExchangeAdaptiveScopesException:3 ExchangeLocation:3 ExchangeSenderMemberOf:5 ExchangeSenderMemberOfException:5
 Force:0 IsFromSmartInsights:14 Locations:1 Mode:69 Name:1!@1 OnPremisesScannerDlpLocation:3
 OnPremisesScannerDlpLocationException:3 OneDriveAdaptiveScopes:3 OneDriveAdaptiveScopesException:3
 OneDriveLocation:3 OneDriveLocationException:3 OneDriveSharedBy:5 OneDriveSharedByMemberOf:5 PolicyRBACScopes:3
 PolicyTemplateInfo:13 PowerBIDlpLocation:3 PowerBIDlpLocationException:3 Priority:4 SharePointAdaptiveScopes:3
 SharePointAdaptiveScopesException:3 SharePointLocation:3 SharePointLocationException:3 TeamsAdaptiveScopes:3
 TeamsAdaptiveScopesException:3 TeamsLocation:3 TeamsLocationException:3 ThirdPartyAppDlpLocation:3
 ThirdPartyAppDlpLocationException:3 ValidatePolicy:0 WhatIf:0
new-dlpcompliancerule New-DlpComplianceRule c AccessScope:146 ActivationDate:18 AddRecipients:13 AdvancedRule:1
 AlertProperties:13 AnyOfRecipientAddressContainsWords:3 AnyOfRecipientAddressMatchesPatterns:3
 ApplyBrandingTemplate:1 ApplyHtmlDisclaimer:13 AttachmentIsNotLabeled:2 BlockAccess:2 BlockAccessScope:280
 Comment:1 Confirm:0 ContentCharacterSetContainsWords:3 ContentContainsSensitiveInformation:28
 ContentExtensionMatchesWords:3 ContentFileTypeMatches:3 ContentIsNotLabeled:2 ContentIsShared:2
 ContentPropertyContainsWords:3 Disabled:2 DisplayName:1 DocumentContainsWords:3 DocumentCreatedBy:3
 DocumentCreatedByMemberOf:5 DocumentIsPasswordProtected:2 DocumentIsUnsupported:2 DocumentMatchesPatterns:3
 DocumentNameMatchesPatterns:3 DocumentNameMatchesWords:3 DocumentSizeOver:45 EncryptRMSTemplate:61
 EndpointDlpRestrictions:28 EnforcePortalAccess:2 EvaluateRulePerComponent:2 ExceptIfAccessScope:146
 ExceptIfAnyOfRecipientAddressContainsWords:3 ExceptIfAnyOfRecipientAddressMatchesPatterns:3
 ExceptIfContentCharacterSetContainsWords:3 ExceptIfContentContainsSensitiveInformation:28
 ExceptIfContentExtensionMatchesWords:3 ExceptIfContentFileTypeMatches:3 ExceptIfContentIsShared:2
 ExceptIfContentPropertyContainsWords:3 ExceptIfDocumentContainsWords:3 ExceptIfDocumentCreatedBy:3
 ExceptIfDocumentCreatedByMemberOf:5 ExceptIfDocumentIsPasswordProtected:2 ExceptIfDocumentIsUnsupported:2
 ExceptIfDocumentMatchesPatterns:3 ExceptIfDocumentNameMatchesPatterns:3 ExceptIfDocumentNameMatchesWords:3
 ExceptIfDocumentSizeOver:45 ExceptIfFrom:5 ExceptIfFromAddressContainsWords:3
 ExceptIfFromAddressMatchesPatterns:3 ExceptIfFromMemberOf:30 ExceptIfFromScope:145 ExceptIfHasSenderOverride:2
 ExceptIfHeaderContainsWords:13 ExceptIfHeaderMatchesPatterns:13 ExceptIfMessageSizeOver:45
 ExceptIfMessageTypeMatches:184 ExceptIfProcessingLimitExceeded:2 ExceptIfRecipientADAttributeContainsWords:13
 ExceptIfRecipientADAttributeMatchesPatterns:13 ExceptIfRecipientDomainIs:3
 ExceptIfSenderADAttributeContainsWords:13 ExceptIfSenderADAttributeMatchesPatterns:13 ExceptIfSenderDomainIs:3
 ExceptIfSenderIPRanges:3 ExceptIfSentTo:3 ExceptIfSentToMemberOf:5 ExceptIfSubjectContainsWords:3
 ExceptIfSubjectMatchesPatterns:3 ExceptIfSubjectOrBodyContainsWords:55 ExceptIfSubjectOrBodyMatchesPatterns:55
 ExceptIfUnscannableDocumentExtensionIs:3 ExceptIfWithImportance:148 ExpiryDate:18 From:5
 FromAddressContainsWords:3 FromAddressMatchesPatterns:3 FromMemberOf:30 FromScope:145 GenerateAlert:3
 GenerateIncidentReport:3 HasActivity:207 HasSenderOverride:2 HeaderContainsWords:13 HeaderMatchesPatterns:13
 ImmutableId:64 IncidentReportContent:309 MessageIsNotLabeled:2 MessageSizeOver:45 MessageTypeMatches:434
 MipRestrictAccess:28 Moderate:13 ModifySubject:13 Name:1!@1 NonBifurcatingAccessScope:283
 NotifyAllowOverride:293 NotifyEmailCustomSenderDisplayName:1 NotifyEmailCustomSubject:1 NotifyEmailCustomText:1
 NotifyEmailExchangeIncludeAttachment:2 NotifyEmailOnedriveRemediationActions:289 NotifyOverrideRequirements:276
 NotifyPolicyTipCustomDialog:1 NotifyPolicyTipCustomText:1 NotifyPolicyTipCustomTextTranslations:3
 NotifyPolicyTipDisplayOption:279 NotifyPolicyTipUrl:1 NotifyUser:3 NotifyUserType:275
 OnPremisesScannerDlpRestrictions:28 Policy:9! PrependSubject:1 Priority:31 ProcessingLimitExceeded:2
 Quarantine:2 RecipientADAttributeContainsWords:13 RecipientADAttributeMatchesPatterns:13 RecipientDomainIs:3
 RedirectMessageTo:5 RemoveHeader:3 RemoveRMSTemplate:2 ReportSeverityLevel:62 RestrictAccess:199
 RestrictWebGrounding:2 RuleErrorAction:277 SenderADAttributeContainsWords:13
 SenderADAttributeMatchesPatterns:13 SenderAddressLocation:278 SenderDomainIs:3 SenderIPRanges:3 SentTo:3
 SentToMemberOf:5 SetHeader:13 SharedByIRMUserRisk:3 SharepointMoveToQuarantineLocation:2 StopPolicyProcessing:2
 SubjectContainsWords:3 SubjectMatchesPatterns:3 SubjectOrBodyContainsWords:55 SubjectOrBodyMatchesPatterns:55
 TriggerPowerAutomateFlow:1 UnscannableDocumentExtensionIs:3 ValidateRule:0 WhatIf:0 WithImportance:148
new-dlpedmschema New-DlpEdmSchema c Confirm:0 FileData:26!@0 WhatIf:0
new-dlpfingerprint New-DlpFingerprint c Confirm:0 Description:1! FileData:26@1 IsExact:2 ThresholdConfig:13
 WhatIf:0
new-dlpkeyworddictionary New-DlpKeywordDictionary c Confirm:0 Description:1 DoNotPersistKeywords:0 FileData:26@1
 MatchStyle:1@2 Name:1! Organization:23 WhatIf:0
new-dlppolicy New-DlpPolicy e Confirm:0 Description:1 Mode:105 Name:1@1 Parameters:251 State:37 Template:1
 TemplateData:26 WhatIf:0
new-dlpsensitiveinformationtype New-DlpSensitiveInformationType c Confirm:0 Description:1 FileData:26
 Fingerprints:3 IsExact:2 Locale:32 Name:1@1 ThresholdConfig:13 WhatIf:0
new-dlpsensitiveinformationtyperulepackage New-DlpSensitiveInformationTypeRulePackage c Confirm:0 FileData:26!@1
 MigrationId:1 WhatIf:0
new-dynamicdistributiongroup New-DynamicDistributionGroup ee Alias:1 ConditionalCompany:3
 ConditionalCustomAttribute1:3 ConditionalCustomAttribute10:3 ConditionalCustomAttribute11:3
 ConditionalCustomAttribute12:3 ConditionalCustomAttribute13:3 ConditionalCustomAttribute14:3
 ConditionalCustomAttribute15:3 ConditionalCustomAttribute2:3 ConditionalCustomAttribute3:3
 ConditionalCustomAttribute4:3 ConditionalCustomAttribute5:3 ConditionalCustomAttribute6:3
 ConditionalCustomAttribute7:3 ConditionalCustomAttribute8:3 ConditionalCustomAttribute9:3
 ConditionalDepartment:3 ConditionalStateOrProvince:3 Confirm:0 DirectMembershipOnly:2 DisplayName:1
 IncludedRecipients:91? ManagedBy:66 ModeratedBy:3 ModerationEnabled:2 Name:1!@1 Notes:1 OrganizationalUnit:27
 PrimarySmtpAddress:17 RecipientContainer:27 RecipientFilter:1? SendModerationNotifications:48 WhatIf:0
new-emailaddresspolicy New-EmailAddressPolicy e Confirm:0 EnabledEmailAddressTemplates:299?
 EnabledPrimarySMTPAddressTemplate:1? IncludeUnifiedGroupRecipients:0 ManagedByFilter:1 Name:1!@1 Priority:239
 WhatIf:0
new-eopprotectionpolicyrule New-EOPProtectionPolicyRule ee AntiPhishPolicy:92! Comments:1 Confirm:0 Enabled:2
 ExceptIfRecipientDomainIs:10 ExceptIfSentTo:5 ExceptIfSentToMemberOf:5 HostedContentFilterPolicy:78!
 MalwareFilterPolicy:82! Name:1!@0 Priority:4 RecipientDomainIs:10 SentTo:5 SentToMemberOf:5 WhatIf:0
new-exophishsimoverriderule New-ExoPhishSimOverrideRule e Comment:1 Confirm:0 DomainController:11 Domains:3
 Name:1 Policy:9! SenderIpRanges:3! WhatIf:0
new-exosecopsoverriderule New-ExoSecOpsOverrideRule e Comment:1 Confirm:0 DomainController:11 Name:1 Policy:9!
 WhatIf:0
new-featureconfiguration New-FeatureConfiguration c Comment:1 Confirm:0 FeatureScenario:298! Locations:1
 Mode:69! Name:1!@1 ScenarioConfig:1! WhatIf:0
new-fileplanpropertyauthority New-FilePlanPropertyAuthority c Confirm:0 Name:1!@0 WhatIf:0
new-fileplanpropertycategory New-FilePlanPropertyCategory c Confirm:0 Name:1!@0 WhatIf:0
new-fileplanpropertycitation New-FilePlanPropertyCitation c CitationJurisdiction:1@2 CitationUrl:1@1 Confirm:0
 Name:1!@0 WhatIf:0
new-fileplanpropertydepartment New-FilePlanPropertyDepartment c Confirm:0 Name:1!@0 WhatIf:0
new-fileplanpropertyreferenceid New-FilePlanPropertyReferenceId c Confirm:0 Name:1!@0 WhatIf:0
new-fileplanpropertysubcategory New-FilePlanPropertySubCategory c Confirm:0 Name:1!@0 ParentId:16! WhatIf:0
new-fingerprint New-Fingerprint e Confirm:0 Description:1! FileData:26@1 WhatIf:0
new-globaladdresslist New-GlobalAddressList e ConditionalCompany:3 ConditionalCustomAttribute1:3
 ConditionalCustomAttribute10:3 ConditionalCustomAttribute11:3 ConditionalCustomAttribute12:3
 ConditionalCustomAttribute13:3 ConditionalCustomAttribute14:3 ConditionalCustomAttribute15:3
 ConditionalCustomAttribute2:3 ConditionalCustomAttribute3:3 ConditionalCustomAttribute4:3
 ConditionalCustomAttribute5:3 ConditionalCustomAttribute6:3 ConditionalCustomAttribute7:3
 ConditionalCustomAttribute8:3 ConditionalCustomAttribute9:3 ConditionalDepartment:3
 ConditionalStateOrProvince:3 Confirm:0 IncludedRecipients:91? Name:1!@1 RecipientFilter:1? WhatIf:0
new-holdcompliancepolicy New-HoldCompliancePolicy c Comment:1 Confirm:0 Enabled:2 ExchangeLocation:3 Force:0
 Name:1!@1 PublicFolderLocation:3 SharePointLocation:3 WhatIf:0
new-holdcompliancerule New-HoldComplianceRule c Comment:1 Confirm:0 ContentDateFrom:12 ContentDateTo:12
 ContentMatchQuery:1 Disabled:2 HoldContent:6 HoldDurationDisplayHint:77 Name:1!@1 Policy:9! WhatIf:0
new-hostedcontentfilterpolicy New-HostedContentFilterPolicy ee AddXHeaderValue:1 AdminDisplayName:1
 AllowedSenderDomains:3+ AllowedSenders:3+ BlockedSenderDomains:3+ BlockedSenders:3+ BulkMovesEnabled:219
 BulkQuarantineTag:1 BulkSpamAction:63 BulkThreshold:4 Confirm:0 DownloadLink:2 EnableEndUserSpamNotifications:2
 EnableLanguageBlockList:2 EnableRegionBlockList:2 EndUserSpamNotificationCustomFromAddress:17
 EndUserSpamNotificationCustomFromName:1 EndUserSpamNotificationCustomSubject:1
 EndUserSpamNotificationFrequency:4 EndUserSpamNotificationLanguage:76 EndUserSpamNotificationLimit:4
 HighConfidencePhishAction:295 HighConfidencePhishQuarantineTag:1 HighConfidenceSpamAction:63
 HighConfidenceSpamQuarantineTag:1 IncreaseScoreWithBizOrInfoUrls:22 IncreaseScoreWithImageLinks:22
 IncreaseScoreWithNumericIps:22 IncreaseScoreWithRedirectToOtherPort:22 InlineSafetyTipsEnabled:2
 IntraOrgFilterState:258 LanguageBlockList:3 MarkAsSpamBulkMail:22 MarkAsSpamEmbedTagsInHtml:22
 MarkAsSpamEmptyMessages:22 MarkAsSpamFormTagsInHtml:22 MarkAsSpamFramesInHtml:22
 MarkAsSpamFromAddressAuthFail:22 MarkAsSpamJavaScriptInHtml:22 MarkAsSpamNdrBackscatter:22
 MarkAsSpamObjectTagsInHtml:22 MarkAsSpamSensitiveWordList:22 MarkAsSpamSpfRecordHardFail:22
 MarkAsSpamWebBugsInHtml:22 ModifySubjectValue:1 Name:1!@1 PhishQuarantineTag:1 PhishSpamAction:63
 PhishZapEnabled:2 QuarantineRetentionPeriod:4 RecommendedPolicyType:71 RedirectToRecipients:3
 RegionBlockList:3+ SpamAction:63 SpamQuarantineTag:1 SpamZapEnabled:2 TestModeAction:322
 TestModeBccToRecipients:3 WhatIf:0
new-hostedcontentfilterrule New-HostedContentFilterRule ee Comments:1 Confirm:0 Enabled:2
 ExceptIfRecipientDomainIs:10 ExceptIfSentTo:5 ExceptIfSentToMemberOf:5 HostedContentFilterPolicy:78! Name:1!@1
 Priority:4 RecipientDomainIs:10 SentTo:5 SentToMemberOf:5 WhatIf:0
new-hostedoutboundspamfilterpolicy New-HostedOutboundSpamFilterPolicy ee ActionWhenThresholdReached:291
 AdminDisplayName:1 AutoForwardingMode:216 BccSuspiciousOutboundAdditionalRecipients:3
 BccSuspiciousOutboundMail:2 Name:1!@0 NotifyOutboundSpam:2 NotifyOutboundSpamRecipients:3
 RecipientLimitExternalPerHour:41 RecipientLimitInternalPerHour:41 RecipientLimitPerDay:41
 RecommendedPolicyType:71
new-hostedoutboundspamfilterrule New-HostedOutboundSpamFilterRule ee Comments:1 Confirm:0 Enabled:2
 ExceptIfFrom:5 ExceptIfFromMemberOf:5 ExceptIfSenderDomainIs:10 From:5 FromMemberOf:5
 HostedOutboundSpamFilterPolicy:96! Name:1!@0 Priority:4 SenderDomainIs:10 WhatIf:0
new-inboundconnector New-InboundConnector ee AssociatedAcceptedDomains:3 ClientHostNames:3
 CloudServicesMailEnabled:2 Comment:1 Confirm:0 ConnectorSource:163 ConnectorType:164 EFSkipIPs:3 EFSkipLastIP:2
 EFSkipMailGateway:3 EFTestMode:2 EFUsers:3 Enabled:2 Name:1!@1 RequireTls:2 RestrictDomainsToCertificate:2
 RestrictDomainsToIPAddresses:2 ScanAndDropRecipients:3 SenderDomains:3! SenderIPAddresses:3
 TlsSenderCertificateName:332 TreatMessagesAsInternal:2 TrustedOrganizations:3 WhatIf:0
new-inboxrule New-InboxRule e AlwaysDeleteOutlookRulesBlob:0 AnyCategory:2 ApplyCategory:3 ApplySystemCategory:3
 AssignedCategories:7 BodyContainsWords:3 BulkCategory:2 ClearCategories:2 ClearFlag:2 CompleteFlag:2 Confirm:0
 CopyToFolder:36 DeleteMessage:2 DeleteSystemCategory:3 DisplayAlert:1 ExceptIfAnyCategory:2
 ExceptIfAssignedCategories:7 ExceptIfBodyContainsWords:3 ExceptIfBulkCategory:2 ExceptIfFlaggedForAction:1
 ExceptIfFrom:5 ExceptIfFromAddressContainsWords:3 ExceptIfFromSubscription:211 ExceptIfHasAttachment:2
 ExceptIfHasClassification:142 ExceptIfHeaderContainsWords:3 ExceptIfMessageTypeMatches:134
 ExceptIfMyNameInCcBox:2 ExceptIfMyNameInToBox:2 ExceptIfMyNameInToOrCcBox:2 ExceptIfMyNameNotInToBox:2
 ExceptIfReceivedAfterDate:25 ExceptIfReceivedBeforeDate:25 ExceptIfRecipientAddressContainsWords:3
 ExceptIfSentOnlyToMe:2 ExceptIfSentTo:5 ExceptIfSubjectContainsWords:3 ExceptIfSubjectOrBodyContainsWords:3
 ExceptIfWithImportance:50 ExceptIfWithSensitivity:157 ExceptIfWithinSizeRangeMaximum:35
 ExceptIfWithinSizeRangeMinimum:35 FlagMessage:1 FlaggedForAction:1 Force:0 ForwardAsAttachmentTo:5 ForwardTo:5
 From:5 FromAddressContainsWords:3 FromMessageId:425? FromSubscription:211 HasAttachment:2 HasClassification:142
 HeaderContainsWords:3 Mailbox:8 MarkAsRead:2 MarkImportance:50 MessageTypeMatches:134 MoveToFolder:36
 MyNameInCcBox:2 MyNameInToBox:2 MyNameInToOrCcBox:2 MyNameNotInToBox:2 Name:1?@1 PermanentDelete:2 PinMessage:2
 PlaySound:1 Priority:4 ReceivedAfterDate:25 ReceivedBeforeDate:25 RecipientAddressContainsWords:3 RedirectTo:5
 SentOnlyToMe:2 SentTo:5 SoftDeleteMessage:2 StopProcessingRules:2 SubjectContainsWords:3
 SubjectOrBodyContainsWords:3 ValidateOnly:0 WhatIf:0 WithImportance:50 WithSensitivity:157
 WithinSizeRangeMaximum:35 WithinSizeRangeMinimum:35
new-informationbarrierpolicy New-InformationBarrierPolicy c AssignedSegment:1! Comment:1 Confirm:0 Force:0
 ModerationAllowed:2 Name:1!@0 SegmentAllowedFilter:1? SegmentsAllowed:3? SegmentsBlocked:3? State:242 WhatIf:0
new-intraorganizationconnector New-IntraOrganizationConnector e Confirm:0 DiscoveryEndpoint:33! Enabled:2
 Name:1!@1 TargetAddressDomains:3! TargetSharingEpr:33 WhatIf:0
new-journalrule New-JournalRule e Confirm:0 Enabled:2 JournalEmailAddress:21! Name:1! Recipient:17 Scope:259
 WhatIf:0
new-label New-Label c AdvancedSettings:13 ApplyContentMarkingFooterAlignment:147
 ApplyContentMarkingFooterEnabled:14 ApplyContentMarkingFooterFontColor:1 ApplyContentMarkingFooterFontName:1
 ApplyContentMarkingFooterFontSize:31 ApplyContentMarkingFooterMargin:31 ApplyContentMarkingFooterText:1
 ApplyContentMarkingHeaderAlignment:147 ApplyContentMarkingHeaderEnabled:14 ApplyContentMarkingHeaderFontColor:1
 ApplyContentMarkingHeaderFontName:1 ApplyContentMarkingHeaderFontSize:31 ApplyContentMarkingHeaderMargin:31
 ApplyContentMarkingHeaderText:1 ApplyDynamicWatermarkingEnabled:14 ApplyWaterMarkingEnabled:14
 ApplyWaterMarkingFontColor:1 ApplyWaterMarkingFontName:1 ApplyWaterMarkingFontSize:31
 ApplyWaterMarkingLayout:282 ApplyWaterMarkingText:1 ColumnAssetCondition:1 Comment:1 Conditions:451 Confirm:0
 ContentType:286 DefaultContentLabel:1 DisplayName:1! DynamicWatermarkDisplay:1 EncryptionAipTemplateScopes:1
 EncryptionContentExpiredOnDateInDaysOrNever:1 EncryptionDoNotForward:14 EncryptionDoubleKeyEncryptionUrl:1
 EncryptionEnabled:14 EncryptionEncryptOnly:14 EncryptionLinkedTemplateId:1 EncryptionOfflineAccessDays:31
 EncryptionPromptUser:14 EncryptionProtectionType:281 EncryptionRightsDefinitions:241 EncryptionRightsUrl:1
 EncryptionTemplateId:1 Identity:430 IsLabelGroup:0 LabelActions:3 LocaleSettings:3 MigrationId:1 Name:1!@1
 ParentId:16 SchematizedDataCondition:1 Setting:13 Settings:13 SiteAndGroupProtectionAllowAccessToGuestUsers:14
 SiteAndGroupProtectionAllowEmailFromGuestUsers:14 SiteAndGroupProtectionAllowFullAccess:14
 SiteAndGroupProtectionAllowLimitedAccess:14 SiteAndGroupProtectionBlockAccess:14
 SiteAndGroupProtectionEnabled:14 SiteAndGroupProtectionLevel:319 SiteAndGroupProtectionPrivacy:442
 SiteExternalSharingControlType:284 TeamsAllowMeetingChat:272
 TeamsAllowPrivateTeamsToBeDiscoverableUsingSearch:14 TeamsAllowedPresenters:270
 TeamsBypassLobbyForDialInUsers:14 TeamsChannelProtectionEnabled:14 TeamsChannelSharedWithExternalTenants:14
 TeamsChannelSharedWithPrivateTeamsOnly:14 TeamsChannelSharedWithSameLabelOnly:14
 TeamsCopyRestrictionEnforced:14 TeamsDetectSensitiveContentDuringScreenSharingEnabled:0 TeamsDisableLobby:14
 TeamsEndToEndEncryptionEnabled:14 TeamsLobbyBypassScope:271 TeamsLobbyRestrictionEnforced:14
 TeamsPresentersRestrictionEnforced:14 TeamsProtectionEnabled:14 TeamsRecordAutomatically:14
 TeamsVideoWatermark:273 TeamsWhoCanRecord:274 Tooltip:1! WhatIf:0
new-labelpolicy New-LabelPolicy c AdvancedSettings:13 Comment:1 Confirm:0 ExchangeAdaptiveScopes:3
 ExchangeAdaptiveScopesException:3 ExchangeLocation:3 ExchangeLocationException:3 Force:0 Labels:3!
 MigrationId:1 ModernGroupLocation:3 ModernGroupLocationException:3 Name:1! OneDriveLocation:3
 OneDriveLocationException:3 PolicyRBACScopes:3 PublicFolderLocation:3 Setting:13 Settings:13
 SharePointLocation:3 SharePointLocationException:3 SkypeLocation:3 SkypeLocationException:3 WhatIf:0
new-m365dataatrestencryptionpolicy New-M365DataAtRestEncryptionPolicy e AzureKeyIDs:3! Confirm:0 Description:1
 DomainController:11 Enabled:2 Name:1!@0 WhatIf:0
new-mailbox New-Mailbox e ActiveSyncMailboxPolicy:24 Alias:1 Archive:0 Confirm:0 Discovery:0 DisplayName:1
 EnableRoomMailboxAccount:2? Equipment:0 FederatedIdentity:1? FirstName:1 Force:0 HoldForMigration:0
 ImmutableId:1 InactiveMailbox:8? Initials:1 IsExcludedFromServingHierarchy:2 LastName:1 MailboxPlan:80
 MailboxRegion:1 MicrosoftOnlineServicesID:202? Migration:0 ModeratedBy:3 ModerationEnabled:2 Name:1!@1 Office:1
 OrganizationalUnit:27 Password:47? Phone:1 PrimarySmtpAddress:17 ProxyEmailAddress:70 PublicFolder:0
 RemotePowerShellEnabled:2 RemovedMailbox:482? ResetPasswordOnNextLogon:2 ResourceCapacity:4
 RoleAssignmentPolicy:24 Room:0 RoomMailboxPassword:47 SendModerationNotifications:48 Shared:0 TargetAllMDBs:0
 WhatIf:0
new-mailboxauditlogsearch New-MailboxAuditLogSearch e Confirm:0 EndDate:25! ExternalAccess:2 GroupMailbox:0
 HasAttachments:2 LogonTypes:3 Mailboxes:3 Name:1 Operations:3 ShowDetails:0 StartDate:25!
 StatusMailRecipients:3! WhatIf:0
new-mailboxfolder New-MailboxFolder e Confirm:0 DomainController:11 Name:1!@1 Parent:36! WhatIf:0
new-mailboximportrequest New-MailboxImportRequest e AcceptLargeDataLoss:0 AssociatedMessagesCopyOption:247
 AzureBlobStorageAccountUri:33? AzureSharedAccessSignatureToken:1? AzureStatusPublishEndpointInfo:1 BatchName:1
 CompletedRequestAgeLimit:6 Confirm:0 ConflictResolutionOption:229 ContentCodePage:4 ExcludeDumpster:0
 ExcludeFolders:7 IncludeFolders:7 IsArchive:0 MRSContentFilterSasUri:33 Mailbox:67!@1 MigrationBatch:58
 MigrationMailbox:422 MigrationUser:68 Name:1 RequestExpiryInterval:6 SkipInitialConnectionValidation:0
 SkipMerging:160 SourceEndpoint:46 SourceRootFolder:1 Suspend:0 SuspendComment:1 TargetRootFolder:1 WhatIf:0
new-mailboxrestorerequest New-MailboxRestoreRequest e AcceptLargeDataLoss:0 AllowLegacyDNMismatch:0
 AssociatedMessagesCopyOption:247 BatchName:1 CompletedRequestAgeLimit:6 Confirm:0 ConflictResolutionOption:229
 ContentFilter:1 ContentFilterLanguage:32 CrossTenantRestore:0 DomainController:11 ExcludeDumpster:0
 ExcludeFolders:7 IncludeFolders:7 Name:1 RemoteCredential:29? RemoteDatabaseGuid:19? RemoteHostName:11?
 RemoteRestoreType:481? SkipMerging:160 SourceEndpoint:46? SourceExchangeGuid:19? SourceIsArchive:0
 SourceMailbox:496? SourceRootFolder:1 SourceStoreMailbox:326? SourceTenant:89? Suspend:0 SuspendComment:1
 TargetIsArchive:0 TargetMailbox:67? TargetRootFolder:1 TargetType:500 WhatIf:0
new-mailboxsearch New-MailboxSearch ee AllPublicFolderSources:2 AllSourceMailboxes:2 Confirm:0 Description:1
 EndDate:25 EstimateOnly:0 ExcludeDuplicateMessages:2 Force:0 InPlaceHoldEnabled:2 InPlaceHoldIdentity:1
 IncludeKeywordStatistics:0 IncludeUnsearchableItems:0 ItemHoldPeriod:6 Language:32 LogLevel:261
 MessageTypes:260 Name:1!@1 Recipients:7 SearchQuery:1 Senders:7 SourceMailboxes:5 StartDate:25
 StatusMailRecipients:5 TargetMailbox:8 WhatIf:0
new-mailcontact New-MailContact ee Alias:1 Confirm:0 DisplayName:1 ExternalEmailAddress:70! FirstName:1
 Initials:1 LastName:1 MacAttachmentFormat:136 MessageBodyFormat:141 MessageFormat:143 ModeratedBy:3
 ModerationEnabled:2 Name:1! OrganizationalUnit:27 SendModerationNotifications:48 UsePreferMessageFormat:2
 WhatIf:0
new-mailmessage New-MailMessage e Body:1@1 BodyFormat:419 Confirm:0 Subject:1 WhatIf:0
new-mailuser New-MailUser ee Alias:1 Confirm:0 DisplayName:1 ExternalEmailAddress:70? FederatedIdentity:1?
 FirstName:1 HVEAccount:0 ImmutableId:1 Initials:1 LastName:1 MacAttachmentFormat:136 MailboxRegion:1
 MessageBodyFormat:141 MessageFormat:143 MicrosoftOnlineServicesID:202? ModeratedBy:3 ModerationEnabled:2
 Name:1!@1 OrganizationalUnit:27 Password:47? PrimarySmtpAddress:17 RemotePowerShellEnabled:2
 SendModerationNotifications:48 UsePreferMessageFormat:2 WhatIf:0
new-malwarefilterpolicy New-MalwareFilterPolicy ee AdminDisplayName:1 Confirm:0 CustomExternalBody:1
 CustomExternalSubject:1 CustomFromAddress:17 CustomFromName:1 CustomInternalBody:1 CustomInternalSubject:1
 CustomNotifications:2 EnableExternalSenderAdminNotifications:2 EnableFileFilter:2
 EnableInternalSenderAdminNotifications:2 ExternalSenderAdminAddress:17 FileTypeAction:249 FileTypes:7
 InternalSenderAdminAddress:17 Name:1!@1 QuarantineTag:1 RecommendedPolicyType:71 WhatIf:0 ZapEnabled:2
new-malwarefilterrule New-MalwareFilterRule ee Comments:1 Confirm:0 Enabled:2 ExceptIfRecipientDomainIs:10
 ExceptIfSentTo:5 ExceptIfSentToMemberOf:5 MalwareFilterPolicy:82! Name:1!@1 Priority:4 RecipientDomainIs:10
 SentTo:5 SentToMemberOf:5 WhatIf:0
new-managementrole New-ManagementRole ee Confirm:0 Description:1 EnabledCmdlets:7 Force:0 Name:1!@1 Parent:87?
 WhatIf:0
new-managementroleassignment New-ManagementRoleAssignment ee App:107? Confirm:0 CustomRecipientWriteScope:44
 CustomResourceScope:44 Delegating:0 ExclusiveRecipientWriteScope:44 Force:0 Name:1@1 Policy:24?
 RecipientAdministrativeUnitScope:113 RecipientGroupScope:52 RecipientOrganizationalUnitScope:27
 RecipientRelativeWriteScope:194 Role:87! SecurityGroup:493? User:51? WhatIf:0
new-managementscope New-ManagementScope ee Confirm:0 Exclusive:0 Force:0 Name:1!@1 RecipientRestrictionFilter:1?
 RecipientRoot:27 WhatIf:0
new-messageclassification New-MessageClassification e ClassificationID:19 Confirm:0 DisplayName:1!
 DisplayPrecedence:227 Locale:32? Name:1!@1 PermissionMenuVisible:2 RecipientDescription:1
 RetainClassificationEnabled:2 SenderDescription:1! WhatIf:0
new-migrationbatch New-MigrationBatch e AdoptPreexisting:0 AllowUnknownColumnsInCsv:2 Analyze:0 ArchiveDomain:1
 ArchiveOnly:0 AutoComplete:0 AutoProvisioning:0 AutoStart:0 AvoidMergeOverlap:0 CSVData:26? CompleteAfter:12
 Confirm:0 ConnectionLogicalId:1? ContentFilter:1 ContentFilterLanguage:32 Daily:0 DataFusion:0 DisableOnCopy:0
 ExcludeDumpsters:0 ExcludeFolders:3 ForwardingDisposition:401 GoogleResource:0 IncludeFolders:3
 IncludeOtherContacts:0 ManagedGmailTeams:0 MigrateTasks:0 MoveOptions:3 Name:1! NotificationEmails:3
 Partition:8 PrimaryOnly:0 PublicFolderToUnifiedGroup:0 RemoveOnCopy:0 RenamePrimaryCalendar:0 ReportInterval:34
 Restore:0 SimplifiedSwitchOver:0 SkipCalendar:0 SkipContacts:0 SkipDelegates:0 SkipDetails:0 SkipMail:0
 SkipMerging:3 SkipMoving:3 SkipProvisioning:0 SkipReports:0 SkipRules:0 SlackPublicDataConnector:0
 SlackWorkspaceId:1? SourceEndpoint:46 SourcePFPrimaryMailboxGuid:19 StagedRollOutGroupId:1 StartAfter:12
 TargetArchiveDatabases:3 TargetDatabases:3 TargetDeliveryDomain:1 TargetEndpoint:46 TimeZone:130 UserIds:3?@1
 Users:3?@1 WhatIf:0 WorkflowControlFlags:448 WorkflowTemplate:1 XMLData:26
new-migrationendpoint New-MigrationEndpoint e AcceptUntrustedCertificates:0 AppSecretKeyVaultUrl:1
 ApplicationId:1 Authentication:166 Autodiscover:0 Compliance:0 Confirm:0 Credentials:29? EmailAddress:17?
 ExchangeOutlookAnywhere:0 ExchangeRemoteMove:0 ExchangeServer:1 Gmail:0 IMAP:0 MailboxPermission:185
 MaxConcurrentIncrementalSyncs:6 MaxConcurrentMigrations:6 Name:1! NspiServer:1 OAuthCode:47? Partition:8 Port:4
 ProgressAction:341 PublicFolder:0 PublicFolderDatabaseServerLegacyDN:1? PublicFolderToUnifiedGroup:0
 RedirectUri:1 RemoteServer:11? RemoteTenant:1 RpcProxyServer:11? Security:177 ServiceAccountKeyFileData:26?
 SkipVerification:0 SourceMailboxLegacyDN:1? TestMailbox:8 WhatIf:0
new-mobiledevicemailboxpolicy New-MobileDeviceMailboxPolicy ee AllowApplePushNotifications:2 AllowBluetooth:117
 AllowBrowser:2 AllowCamera:2 AllowConsumerEmail:2 AllowDesktopSync:2 AllowExternalDeviceManagement:2
 AllowGooglePushNotifications:2 AllowHTMLEmail:2 AllowInternetSharing:2 AllowIrDA:2
 AllowMicrosoftPushNotifications:2 AllowMobileOTAUpdate:2 AllowNonProvisionableDevices:2 AllowPOPIMAPEmail:2
 AllowRemoteDesktop:2 AllowSMIMEEncryptionAlgorithmNegotiation:155 AllowSMIMESoftCerts:2 AllowSimplePassword:2
 AllowStorageCard:2 AllowTextMessaging:2 AllowUnsignedApplications:2 AllowUnsignedInstallationPackages:2
 AllowWiFi:2 AlphanumericPasswordRequired:2 ApprovedApplicationList:115 AttachmentsEnabled:2 Confirm:0
 DeviceEncryptionEnabled:2 DevicePolicyRefreshInterval:6 IrmEnabled:2 IsDefault:2 MaxAttachmentSize:6
 MaxCalendarAgeFilter:118 MaxEmailAgeFilter:126 MaxEmailBodyTruncationSize:6 MaxEmailHTMLBodyTruncationSize:6
 MaxInactivityTimeLock:6 MaxPasswordFailedAttempts:6 MinPasswordComplexCharacters:4 MinPasswordLength:4
 Name:1!@1 PasswordEnabled:2 PasswordExpiration:6 PasswordHistory:4 PasswordRecoveryEnabled:2
 RequireDeviceEncryption:2 RequireEncryptedSMIMEMessages:2 RequireEncryptionSMIMEAlgorithm:127
 RequireManualSyncWhenRoaming:2 RequireSignedSMIMEAlgorithm:159 RequireSignedSMIMEMessages:2
 RequireStorageCardEncryption:2 UNCAccessEnabled:2 UnapprovedInROMApplicationList:3 WSSAccessEnabled:2 WhatIf:0
new-moverequest New-MoveRequest e AcceptLargeDataLoss:0 ArchiveDomain:1 ArchiveOnly:0 BatchName:1
 CompleteAfter:12 CompletedRequestAgeLimit:6 Confirm:0 ForceOffline:0 Identity:138!@1 IncrementalSyncInterval:34
 MoveOptions:3 Outbound:0 PreventCompletion:0 PrimaryOnly:0 ProxyToMailbox:8 Remote:0
 RemoteArchiveTargetDatabase:1 RemoteCredential:29? RemoteGlobalCatalog:11? RemoteHostName:11?
 RemoteTargetDatabase:1 RequestExpiryInterval:6 SkipMoving:320 SourceEndpoint:46 StartAfter:12 Suspend:0
 SuspendComment:1 SuspendWhenReadyToComplete:0 TargetDeliveryDomain:11? WhatIf:0
new-offlineaddressbook New-OfflineAddressBook e AddressLists:209! Confirm:0 DiffRetentionPeriod:6 IsDefault:2
 Name:1!@1 WhatIf:0
new-omeconfiguration New-OMEConfiguration e BackgroundColor:1 Confirm:0 DisclaimerText:1 EmailText:1
 ExternalMailExpiryInDays:1 Identity:23!@0 Image:26 IntroductionText:1 OTPEnabled:2 PortalText:1
 PrivacyStatementUrl:1 ReadButtonText:1 SocialIdSignIn:2 WhatIf:0
new-onpremisesorganization New-OnPremisesOrganization ee Comment:1 Confirm:0 HybridDomains:3!
 InboundConnector:97! Name:1!@1 OrganizationGuid:19! OrganizationName:1 OrganizationRelationship:84
 OutboundConnector:59! WhatIf:0
new-organizationrelationship New-OrganizationRelationship ee ArchiveAccessEnabled:2 Confirm:0
 DeliveryReportEnabled:2 DomainNames:3! Enabled:2 FreeBusyAccessEnabled:2 FreeBusyAccessLevel:250
 FreeBusyAccessScope:52 MailTipsAccessEnabled:2 MailTipsAccessLevel:262 MailTipsAccessScope:52
 MailboxMoveCapability:266 MailboxMoveEnabled:2 MailboxMovePublishedScopes:3 Name:1!@1 OAuthApplicationId:1
 OrganizationContact:17 PhotosEnabled:2 TargetApplicationUri:33 TargetAutodiscoverEpr:33 TargetOwaURL:33
 TargetSharingEpr:33 WhatIf:0
new-organizationsegment New-OrganizationSegment c Confirm:0 Name:1!@0 UserGroupFilter:1! WhatIf:0
new-outboundconnector New-OutboundConnector ee AllAcceptedDomains:2 CloudServicesMailEnabled:2 Comment:1
 Confirm:0 ConnectorSource:163 ConnectorType:164 Enabled:2 IsTransportRuleScoped:2 LinkForModifiedConnector:19
 MtaStsMode:288 Name:1!@1 RecipientDomains:3 RouteAllMessagesViaOnPremises:2 SenderRewritingEnabled:2
 SmartHosts:3 SmtpDaneMode:321 TestMode:2 TlsDomain:161 TlsSettings:331 UseMXRecord:2 WhatIf:0
new-outlookprotectionrule New-OutlookProtectionRule e ApplyRightsProtectionTemplate:61! Confirm:0 Enabled:2
 Force:0 FromDepartment:7 Name:1!@1 Priority:4 SentTo:5 SentToScope:90 UserCanOverride:2 WhatIf:0
new-owamailboxpolicy New-OwaMailboxPolicy e Confirm:0 IsDefault:0 Name:1!@1 WhatIf:0
new-partnerapplication New-PartnerApplication e AcceptSecurityIdentifierInformation:2 AccountType:329
 ApplicationIdentifier:1? Confirm:0 Enabled:2 LinkedAccount:51 Name:1!@1 WhatIf:0
new-phishsimoverridepolicy New-PhishSimOverridePolicy e Comment:1 Confirm:0 DomainController:11 Enabled:2
 Force:0 Name:1!@0 WhatIf:0
new-policytipconfig New-PolicyTipConfig e Confirm:0 Name:1!@1 Value:1! WhatIf:0
new-protectionalert New-ProtectionAlert c AggregationType:212 AlertBy:3 AlertFor:3 Category:213! Comment:1
 Confirm:0 CorrelationPolicyId:64 CustomProperties:13 Description:1 Disabled:2 Filter:1 LogicalOperationName:1
 Name:1! NotificationCulture:32 NotificationEnabled:2 NotifyUser:3! NotifyUserOnFilterMatch:2
 NotifyUserSuppressionExpiryDate:12 NotifyUserThrottleThreshold:4 NotifyUserThrottleWindow:4 Operation:3
 PrivacyManagementScopedSensitiveInformationTypes:3
 PrivacyManagementScopedSensitiveInformationTypesForCounting:3
 PrivacyManagementScopedSensitiveInformationTypesThreshold:162 Severity:62 ThreatType:503! Threshold:4
 TimeWindow:4 UseCreatedDateTime:14 VolumeThreshold:162 WhatIf:0
new-publicfolder New-PublicFolder e Confirm:0 EformsLocaleId:32 Mailbox:8 Name:1!@1 Path:40 WhatIf:0
new-publicfoldermoverequest New-PublicFolderMoveRequest e AcceptLargeDataLoss:0 AllowLargeItems:0
 CompletedRequestAgeLimit:6 Confirm:0 DomainController:11 Folders:469! InternalFlags:257 Name:1
 Organization:23@7 Priority:310 RequestExpiryInterval:6 Suspend:0 SuspendComment:1 TargetMailbox:8! WhatIf:0
 WorkloadType:485
new-quarantinepermissions New-QuarantinePermissions ee PermissionToAllowSender:2@1 PermissionToBlockSender:2@2
 PermissionToDelete:2@3 PermissionToDownload:2@4 PermissionToPreview:2@5 PermissionToRelease:2@6
 PermissionToRequestRelease:2@7 PermissionToViewHeader:2@8
new-quarantinepolicy New-QuarantinePolicy ee AdminDisplayName:1 AdminNotificationFrequencyInDays:4
 AdminNotificationLanguage:76 AdminNotificationsEnabled:2 AdminQuarantinePermissionsList:3 CustomDisclaimer:1
 DomainController:11 ESNEnabled:2 EndUserQuarantinePermissions:192 EndUserQuarantinePermissionsValue:4
 EndUserSpamNotificationCustomFromAddress:1 EndUserSpamNotificationFrequency:34
 EndUserSpamNotificationFrequencyInDays:4 EndUserSpamNotificationLanguage:76 EsnCustomSubject:3
 IncludeMessagesFromBlockedSenderAddress:2 MultiLanguageCustomDisclaimer:3 MultiLanguageSenderName:3
 MultiLanguageSetting:3 Name:1!@0 OrganizationBrandingEnabled:2 QuarantinePolicyType:300
 QuarantineRetentionDays:4
new-remotedomain New-RemoteDomain e Confirm:0 DomainName:161! Name:1!@1 WhatIf:0
new-reportsubmissionpolicy New-ReportSubmissionPolicy e DisableQuarantineReportingOption:2
 DisableUserSubmissionOptions:2 EnableCustomNotificationSender:2 EnableCustomizedMsg:2
 EnableOrganizationBranding:2 EnableReportToMicrosoft:2 EnableThirdPartyAddress:2 EnableUserEmailNotification:2
 JunkReviewResultMessage:1 MultiLanguagePostSubmitMessageButtonLinkForJunk:3
 MultiLanguagePostSubmitMessageButtonLinkForPhishing:3 MultiLanguagePostSubmitMessageButtonTextForJunk:3
 MultiLanguagePostSubmitMessageButtonTextForPhishing:3 MultiLanguagePostSubmitMessageForJunk:3
 MultiLanguagePostSubmitMessageForPhishing:3 MultiLanguagePostSubmitMessageTitleForJunk:3
 MultiLanguagePostSubmitMessageTitleForPhishing:3 MultiLanguagePreSubmitMessageButtonLinkForJunk:3
 MultiLanguagePreSubmitMessageButtonLinkForNotJunk:3 MultiLanguagePreSubmitMessageButtonLinkForPhishing:3
 MultiLanguagePreSubmitMessageButtonTextForJunk:3 MultiLanguagePreSubmitMessageButtonTextForNotJunk:3
 MultiLanguagePreSubmitMessageButtonTextForPhishing:3 MultiLanguagePreSubmitMessageForJunk:3
 MultiLanguagePreSubmitMessageForNotJunk:3 MultiLanguagePreSubmitMessageForPhishing:3
 MultiLanguagePreSubmitMessageTitleForJunk:3 MultiLanguagePreSubmitMessageTitleForNotJunk:3
 MultiLanguagePreSubmitMessageTitleForPhishing:3 MultiLanguageSetting:3 NotJunkReviewResultMessage:1
 NotificationFooterMessage:1 NotificationSenderAddress:3
 NotificationsForCleanSubmissionAirInvestigationsEnabled:2
 NotificationsForPhishMalwareSubmissionAirInvestigationsEnabled:2
 NotificationsForSpamSubmissionAirInvestigationsEnabled:2 NotificationsForSubmissionAirInvestigationsEnabled:2
 OnlyShowPhishingDisclaimer:2 PhishingReviewResultMessage:1 PostSubmitMessage:1 PostSubmitMessageEnabled:2
 PostSubmitMessageForJunk:1 PostSubmitMessageForNotJunk:1 PostSubmitMessageForPhishing:1
 PostSubmitMessageTitle:1 PostSubmitMessageTitleForJunk:1 PostSubmitMessageTitleForNotJunk:1
 PostSubmitMessageTitleForPhishing:1 PreSubmitMessage:1 PreSubmitMessageEnabled:2 PreSubmitMessageForJunk:1
 PreSubmitMessageForNotJunk:1 PreSubmitMessageForPhishing:1 PreSubmitMessageTitle:1
 PreSubmitMessageTitleForJunk:1 PreSubmitMessageTitleForNotJunk:1 PreSubmitMessageTitleForPhishing:1
 ReportChatMessageEnabled:2 ReportChatMessageToCustomizedAddressEnabled:2 ReportJunkAddresses:3
 ReportJunkToCustomizedAddress:2 ReportNotJunkAddresses:3 ReportNotJunkToCustomizedAddress:2
 ReportPhishAddresses:3 ReportPhishToCustomizedAddress:2 ThirdPartyReportAddresses:3 UserSubmissionOptions:4
 UserSubmissionOptionsMessage:1
new-reportsubmissionrule New-ReportSubmissionRule e Comments:1 Confirm:0 Enabled:2 Name:1!@0
 ReportSubmissionPolicy:102! SentTo:5 WhatIf:0
new-retentioncompliancepolicy New-RetentionCompliancePolicy c AdaptiveScopeLocation:3? Applications:3 Comment:1
 Confirm:0 Enabled:2 ExchangeLocation:3 ExchangeLocationException:3 Force:0 IsSimulation:0 ModernGroupLocation:3
 ModernGroupLocationException:3 Name:1!@1 OneDriveLocation:3 OneDriveLocationException:3 PolicyRBACScopes:3
 PolicyTemplateInfo:13 PriorityCleanup:0 PublicFolderLocation:3 RestrictiveRetention:2 RetainCloudAttachment:2
 SharePointLocation:3 SharePointLocationException:3 SkipPriorityCleanupConfirmation:0 SkypeLocation:3
 SkypeLocationException:3 TeamsChannelLocation:3 TeamsChannelLocationException:3 TeamsChatLocation:3
 TeamsChatLocationException:3 WhatIf:0
new-retentioncompliancerule New-RetentionComplianceRule c ApplyComplianceTag:1? Comment:1 Confirm:0
 ContentContainsSensitiveInformation:28 ContentMatchQuery:1 ExcludedItemClasses:3 ExpirationDateOption:1
 IRMRiskyUserProfiles:1 MachineLearningModelIDs:3 Name:1?@1 Policy:9! PriorityCleanup:0 PublishComplianceTag:1?
 RetentionComplianceAction:1 RetentionDuration:6 RetentionDurationDisplayHint:77 WhatIf:0
new-retentionpolicy New-RetentionPolicy e Confirm:0 IsDefault:0 IsDefaultArbitrationMailbox:0 Name:1!@1
 RetentionId:19 RetentionPolicyTagLinks:197 WhatIf:0
new-retentionpolicytag New-RetentionPolicyTag e AgeLimitForRetention:39 Comment:1 Confirm:0
 IsDefaultAutoGroupPolicyTag:0 IsDefaultModeratedRecipientsPolicyTag:0 LocalizedComment:3
 LocalizedRetentionPolicyTagName:3 MessageClass:1 MustDisplayCommentEnabled:2 Name:1!@1 RetentionAction:311
 RetentionEnabled:2 RetentionId:19 SystemTag:2 Type:174 WhatIf:0
new-roleassignmentpolicy New-RoleAssignmentPolicy ee Confirm:0 Description:1 IsDefault:0 Name:1!@1 Roles:313
 WhatIf:0
new-rolegroup New-RoleGroup ece Confirm:0 CustomRecipientWriteScope:44 Description:1 DisplayName:1 Force:0 Id:19
 ManagedBy:3 Members:3 Name:1!@1 Roles:313 WellKnownObject:1 WhatIf:0
new-safeattachmentpolicy New-SafeAttachmentPolicy e Action:316 AdminDisplayName:1 Confirm:0 Enable:2
 MakeBuiltInProtection:0 Name:1!@1 QuarantineTag:1 RecommendedPolicyType:71 Redirect:2 RedirectAddress:17
 WhatIf:0
new-safeattachmentrule New-SafeAttachmentRule e Comments:1 Confirm:0 Enabled:2 ExceptIfRecipientDomainIs:10
 ExceptIfSentTo:5 ExceptIfSentToMemberOf:5 Name:1!@1 Priority:4 RecipientDomainIs:10 SafeAttachmentPolicy:72!
 SentTo:5 SentToMemberOf:5 WhatIf:0
new-safelinkspolicy New-SafeLinksPolicy e AdminDisplayName:1 AllowClickThrough:2 Confirm:0
 CustomNotificationText:1 DeliverMessageAfterScan:2 DisableUrlRewrite:2 DoNotRewriteUrls:3+
 EnableForInternalSenders:2 EnableOrganizationBranding:2 EnableSafeLinksForEmail:2 EnableSafeLinksForOffice:2
 EnableSafeLinksForTeams:2 MakeBuiltInProtection:0 Name:1!@1 RecommendedPolicyType:71 ScanUrls:2 TrackClicks:2
 UseTranslatedNotificationText:2 WhatIf:0
new-safelinksrule New-SafeLinksRule e Comments:1 Confirm:0 Enabled:2 ExceptIfRecipientDomainIs:10
 ExceptIfSentTo:5 ExceptIfSentToMemberOf:5 Name:1!@1 Priority:4 RecipientDomainIs:10 SafeLinksPolicy:73!
 SentTo:5 SentToMemberOf:5 WhatIf:0
new-secopsoverridepolicy New-SecOpsOverridePolicy e Comment:1 Confirm:0 DomainController:11 Enabled:2 Force:0
 Name:1!@0 SentTo:3! WhatIf:0
new-sensitiveinformationscan New-SensitiveInformationScan c Comment:1 Confirm:0 EndpointDlpLocation:3
 EndpointDlpLocationException:3 ExceptIfOneDriveSharedBy:5 ExceptIfOneDriveSharedByMemberOf:5 ExchangeLocation:3
 ExchangeSender:30 ExchangeSenderException:30 ExchangeSenderMemberOf:5 ExchangeSenderMemberOfException:5
 Name:1!@0 OneDriveLocation:3 OneDriveLocationException:3 OneDriveSharedBy:5 OneDriveSharedByMemberOf:5
 PolicyRBACScopes:3 SharePointLocation:3 SharePointLocationException:3 TeamsLocation:3 TeamsLocationException:3
 WhatIf:0
new-sensitiveinformationscanrule New-SensitiveInformationScanRule c Comment:1 Confirm:0
 ContentCreatedOrUpdatedDateFrom:18 ContentCreatedOrUpdatedDateTo:18 ContentExtensionMatchesWords:3
 ContentPropertyContainsWords:3 ExceptIfContentExtensionMatchesWords:3 ExceptIfContentPropertyContainsWords:3
 Name:1!@0 Policy:9! StartImpactAssessment:2 WhatIf:0 Workload:296!
new-serviceprincipal New-ServicePrincipal ece AppId:1! Confirm:0 DisplayName:1 ObjectId:1! Organization:23
 ServiceId:1 WhatIf:0
new-sharingpolicy New-SharingPolicy e Confirm:0 Default:0 Domains:3! Enabled:2 Name:1!@1 WhatIf:0
new-supervisoryreviewpolicyv2 New-SupervisoryReviewPolicyV2 c Comment:1 Confirm:0 Enabled:2 Force:0 Name:1!@1
 PolicyRBACScopes:3 PreservationPeriodInDays:4 Reviewers:7! UserReportingWorkloads:7 WhatIf:0
new-supervisoryreviewrule New-SupervisoryReviewRule c AdvancedRule:1 CcsiDataModelOperator:1 Condition:1
 Confirm:0 ContentContainsSensitiveInformation:28 ContentMatchesDataModel:1 ContentSources:7 DayXInsights:2
 ExceptIfFrom:3 ExceptIfRecipientDomainIs:3 ExceptIfRevieweeIs:3 ExceptIfSenderDomainIs:3 ExceptIfSentTo:3
 ExceptIfSubjectOrBodyContainsWords:3 From:3 InPurviewFilter:1 IncludeAdaptiveScopes:7 Name:1!@1 Ocr:2 Policy:9!
 PolicyRBACScopes:3 SamplingRate:4 SentTo:3 WhatIf:0
new-sweeprule New-SweepRule e Confirm:0 DestinationFolder:36 Enabled:2 KeepForDays:4 KeepLatest:4 Mailbox:8
 Name:1!@1 Provider:1! Sender:21 SourceFolder:36 SystemCategory:330 WhatIf:0
new-syncmailpublicfolder New-SyncMailPublicFolder e AcceptMessagesOnlyFrom:235 Alias:1!@1 Confirm:0 Contacts:5
 CustomAttribute1:1 CustomAttribute10:1 CustomAttribute11:1 CustomAttribute12:1 CustomAttribute13:1
 CustomAttribute14:1 CustomAttribute15:1 CustomAttribute2:1 CustomAttribute3:1 CustomAttribute4:1
 CustomAttribute5:1 CustomAttribute6:1 CustomAttribute7:1 CustomAttribute8:1 CustomAttribute9:1
 DeliverToMailboxAndForward:2 DisplayName:1 EmailAddresses:468 EntryId:1! ExternalEmailAddress:17
 ForwardingAddress:21 GrantSendOnBehalfTo:5 HiddenFromAddressListsEnabled:0 MaxReceiveSize:6 MaxSendSize:6
 Name:1!@1 OnPremisesObjectId:19 OverrideRecipientQuotas:0 RejectMessagesFrom:235
 RequireSenderAuthenticationEnabled:2 WhatIf:0 WindowsEmailAddress:17
new-teamsprotectionpolicy New-TeamsProtectionPolicy e Confirm:0 HighConfidencePhishQuarantineTag:1
 MalwareQuarantineTag:1 Name:1!@1 Organization:23 WhatIf:0 ZapEnabled:2
new-teamsprotectionpolicyrule New-TeamsProtectionPolicyRule e Comments:1 Confirm:0 Enabled:2
 ExceptIfRecipientDomainIs:10 ExceptIfSentTo:5 ExceptIfSentToMemberOf:5 Name:1!@1 Organization:23
 TeamsProtectionPolicy:200! WhatIf:0
new-tenantallowblocklistitems New-TenantAllowBlockListItems ece Allow:0 Block:0 Entries:7! ExpirationDate:12
 ListSubType:180 ListType:135! LogExtraDetails:0 NoExpiration:0 Notes:1 OutputJson:0 RemoveAfter:4
 SubmissionID:1
new-tenantallowblocklistspoofitems New-TenantAllowBlockListSpoofItems ece Action:1! Confirm:0 Identity:57!@0
 SendingInfrastructure:1! SpoofType:1! SpoofedUser:1! WhatIf:0
new-transportrule New-TransportRule ee ADComparisonAttribute:110 ADComparisonOperator:129 ActivationDate:12
 AddManagerAsRecipientType:208 AddToRecipients:5 AnyOfCcHeader:5 AnyOfCcHeaderMemberOf:5
 AnyOfRecipientAddressContainsWords:10 AnyOfRecipientAddressMatchesPatterns:20 AnyOfToCcHeader:5
 AnyOfToCcHeaderMemberOf:5 AnyOfToHeader:5 AnyOfToHeaderMemberOf:5 ApplyClassification:1
 ApplyHtmlDisclaimerFallbackAction:236 ApplyHtmlDisclaimerLocation:237 ApplyHtmlDisclaimerText:124 ApplyOME:2
 ApplyRightsProtectionCustomizationTemplate:100 ApplyRightsProtectionTemplate:61 AttachmentContainsWords:10
 AttachmentExtensionMatchesWords:10 AttachmentHasExecutableContent:2 AttachmentIsPasswordProtected:2
 AttachmentIsUnsupported:2 AttachmentMatchesPatterns:20 AttachmentNameMatchesPatterns:20
 AttachmentProcessingLimitExceeded:2 AttachmentPropertyContainsWords:10 AttachmentSizeOver:35 BetweenMemberOf1:5
 BetweenMemberOf2:5 BlindCopyTo:5 Comments:1 Confirm:0 ContentCharacterSetContainsWords:10 CopyTo:5
 DeleteMessage:2 Disconnect:2 DlpPolicy:1 Enabled:2 ExceptIfADComparisonAttribute:110
 ExceptIfADComparisonOperator:129 ExceptIfAnyOfCcHeader:5 ExceptIfAnyOfCcHeaderMemberOf:5
 ExceptIfAnyOfRecipientAddressContainsWords:10 ExceptIfAnyOfRecipientAddressMatchesPatterns:20
 ExceptIfAnyOfToCcHeader:5 ExceptIfAnyOfToCcHeaderMemberOf:5 ExceptIfAnyOfToHeader:5
 ExceptIfAnyOfToHeaderMemberOf:5 ExceptIfAttachmentContainsWords:10 ExceptIfAttachmentExtensionMatchesWords:10
 ExceptIfAttachmentHasExecutableContent:2 ExceptIfAttachmentIsPasswordProtected:2
 ExceptIfAttachmentIsUnsupported:2 ExceptIfAttachmentMatchesPatterns:20 ExceptIfAttachmentNameMatchesPatterns:20
 ExceptIfAttachmentProcessingLimitExceeded:2 ExceptIfAttachmentPropertyContainsWords:10
 ExceptIfAttachmentSizeOver:35 ExceptIfBetweenMemberOf1:5 ExceptIfBetweenMemberOf2:5
 ExceptIfContentCharacterSetContainsWords:10 ExceptIfFrom:5 ExceptIfFromAddressContainsWords:10
 ExceptIfFromAddressMatchesPatterns:20 ExceptIfFromMemberOf:5 ExceptIfFromScope:131 ExceptIfHasClassification:1
 ExceptIfHasNoClassification:2 ExceptIfHasSenderOverride:2 ExceptIfHeaderContainsMessageHeader:42
 ExceptIfHeaderContainsWords:10 ExceptIfHeaderMatchesMessageHeader:42 ExceptIfHeaderMatchesPatterns:20
 ExceptIfManagerAddresses:5 ExceptIfManagerForEvaluatedUser:128 ExceptIfMessageContainsDataClassifications:133
 ExceptIfMessageSizeOver:35 ExceptIfMessageTypeMatches:144 ExceptIfRecipientADAttributeContainsWords:10
 ExceptIfRecipientADAttributeMatchesPatterns:20 ExceptIfRecipientAddressContainsWords:10
 ExceptIfRecipientAddressMatchesPatterns:20 ExceptIfRecipientDomainIs:10 ExceptIfRecipientInSenderList:10
 ExceptIfSCLOver:88 ExceptIfSenderADAttributeContainsWords:10 ExceptIfSenderADAttributeMatchesPatterns:20
 ExceptIfSenderDomainIs:10 ExceptIfSenderInRecipientList:10 ExceptIfSenderIpRanges:3
 ExceptIfSenderManagementRelationship:139 ExceptIfSentTo:5 ExceptIfSentToMemberOf:5 ExceptIfSentToScope:90
 ExceptIfSubjectContainsWords:10 ExceptIfSubjectMatchesPatterns:20 ExceptIfSubjectOrBodyContainsWords:10
 ExceptIfSubjectOrBodyMatchesPatterns:20 ExceptIfWithImportance:50 ExpiryDate:12 From:5
 FromAddressContainsWords:10 FromAddressMatchesPatterns:20 FromMemberOf:5 FromScope:131
 GenerateIncidentReport:21 GenerateNotification:124 HasClassification:1 HasNoClassification:2
 HasSenderOverride:2 HeaderContainsMessageHeader:42 HeaderContainsWords:10 HeaderMatchesMessageHeader:42
 HeaderMatchesPatterns:20 IncidentReportContent:255 LogEventText:243 ManagerAddresses:5
 ManagerForEvaluatedUser:128 MessageContainsDataClassifications:133 MessageSizeOver:35 MessageTypeMatches:144
 Mode:105 ModerateMessageByManager:2 ModerateMessageByUser:5 Name:1!@1 NotifySender:290 PrependSubject:328
 Priority:4 Quarantine:2 RecipientADAttributeContainsWords:10 RecipientADAttributeMatchesPatterns:20
 RecipientAddressContainsWords:10 RecipientAddressMatchesPatterns:20 RecipientAddressType:305
 RecipientDomainIs:10 RecipientInSenderList:10 RedirectMessageTo:5 RejectMessageEnhancedStatusCode:307
 RejectMessageReasonText:153 RemoveHeader:42 RemoveOME:2 RemoveOMEv2:2 RemoveRMSAttachmentEncryption:2
 RouteMessageOutboundConnector:59 RouteMessageOutboundRequireTls:2 RuleErrorAction:314 RuleSubType:315
 SCLOver:88 SenderADAttributeContainsWords:10 SenderADAttributeMatchesPatterns:20 SenderAddressLocation:317
 SenderDomainIs:10 SenderInRecipientList:10 SenderIpRanges:3 SenderManagementRelationship:139 SentTo:5
 SentToMemberOf:5 SentToScope:90 SetAuditSeverity:1 SetHeaderName:42 SetHeaderValue:252 SetSCL:88
 SmtpRejectMessageRejectStatusCode:308 SmtpRejectMessageRejectText:153 StopRuleProcessing:2
 SubjectContainsWords:10 SubjectMatchesPatterns:20 SubjectOrBodyContainsWords:10 SubjectOrBodyMatchesPatterns:20
 UseLegacyRegex:2 WhatIf:0 WithImportance:50
new-unifiedauditlogretentionpolicy New-UnifiedAuditLogRetentionPolicy c Confirm:0 Description:1 Name:1!@0
 Operations:3 Priority:4! RecordTypes:3 RetentionDuration:201! UserIds:3 WhatIf:0
new-unifiedgroup New-UnifiedGroup ee AccessType:287 Alias:1 AlwaysSubscribeMembersToCalendarEvents:0
 AutoSubscribeNewMembers:0 Classification:1 Confirm:0 ConvertClosedDlToPrivateGroup:0 DataEncryptionPolicy:49
 DeleteDlAfterMigration:0 DisplayName:1 DlIdentity:56? EmailAddresses:54 ExecutingUser:21 ExoErrorAsWarning:0
 HiddenGroupMembershipEnabled:0 IsMemberAllowedToEditContent:14 Language:32 MailboxRegion:1 ManagedBy:5
 Members:5 Name:1 Notes:1 Owner:21 PrimarySmtpAddress:17 RequireSenderAuthenticationEnabled:2
 SensitivityLabelId:64 SubscriptionEnabled:0 SuppressWarmupMessage:0 WhatIf:0
preview-quarantinemessage Preview-QuarantineMessage ece EntityType:99 Identity:85! RecipientAddress:1
release-quarantinemessage Release-QuarantineMessage ece ActionType:479 AllowSender:0 Confirm:0 Force:0
 Identities:191? Identity:85? ReleaseToAll:0 ReportFalsePositive:0 User:7? WhatIf:0
remove-activesyncdevice Remove-ActiveSyncDevice e Confirm:0 Identity:112!@1 WhatIf:0
remove-activesyncdeviceaccessrule Remove-ActiveSyncDeviceAccessRule e Confirm:0 Identity:165!@1 WhatIf:0
remove-activesyncmailboxpolicy Remove-ActiveSyncMailboxPolicy e Confirm:0 Force:0 Identity:24!@1 WhatIf:0
remove-adaptivescope Remove-AdaptiveScope c Confirm:0 ForceDeletion:0 Identity:9!@0 WhatIf:0
remove-addressbookpolicy Remove-AddressBookPolicy e Confirm:0 Identity:24!@1 WhatIf:0
remove-addresslist Remove-AddressList e Confirm:0 Identity:65!@1 Recursive:0 WhatIf:0
remove-antiphishpolicy Remove-AntiPhishPolicy ee Confirm:0 Force:0 Identity:92!@0 WhatIf:0
remove-antiphishrule Remove-AntiPhishRule ee Confirm:0 Identity:15!@0 WhatIf:0
remove-app Remove-App e AppType:1 Confirm:0 Identity:93!@1 Mailbox:8 OrganizationApp:0 PrivateCatalog:0 WhatIf:0
remove-applicationaccesspolicy Remove-ApplicationAccessPolicy ee Confirm:0 Identity:114!@1 WhatIf:0
remove-appretentioncompliancepolicy Remove-AppRetentionCompliancePolicy c Confirm:0 ForceDeletion:0
 Identity:9!@0 WhatIf:0
remove-appretentioncompliancerule Remove-AppRetentionComplianceRule c Confirm:0 ForceDeletion:0 Identity:9!@0
 WhatIf:0
remove-atpprotectionpolicyrule Remove-ATPProtectionPolicyRule e Confirm:0 Identity:15!@0 WhatIf:0
remove-authenticationpolicy Remove-AuthenticationPolicy ee AllowLegacyExchangeTokens:0 Confirm:0 Identity:116!@0
 TenantId:1 WhatIf:0
remove-autosensitivitylabelpolicy Remove-AutoSensitivityLabelPolicy c Confirm:0 Identity:9!@0 WhatIf:0
remove-autosensitivitylabelrule Remove-AutoSensitivityLabelRule c Confirm:0 Identity:9!@0 WhatIf:0
remove-availabilityaddressspace Remove-AvailabilityAddressSpace e Confirm:0 Identity:218!@1 WhatIf:0
remove-availabilityconfig Remove-AvailabilityConfig e Confirm:0 Identity:357@1 WhatIf:0
remove-blockedconnector Remove-BlockedConnector ee ConnectorId:19! Reason:1
remove-blockedsenderaddress Remove-BlockedSenderAddress ee Reason:1 SenderAddress:17!
remove-calendarevents Remove-CalendarEvents e CancelOrganizedMeetings:0 Confirm:0 Identity:8!@1 PreviewOnly:0
 QueryStartDate:25 QueryWindowInDays:4! UseCustomRouting:0 WhatIf:0
remove-caseholdpolicy Remove-CaseHoldPolicy c Confirm:0 ForceDeletion:0 Identity:9!@1 WhatIf:0
remove-caseholdrule Remove-CaseHoldRule c Confirm:0 ForceDeletion:0 Identity:9!@1 WhatIf:0
remove-classificationrulecollection Remove-ClassificationRuleCollection e Confirm:0 Identity:120!@1 WhatIf:0
remove-compliancecase Remove-ComplianceCase c Confirm:0 DomainController:11 Identity:167!@1 WhatIf:0
remove-compliancecasemember Remove-ComplianceCaseMember c Case:1!@1 Confirm:0 Member:1! WhatIf:0
remove-complianceretentioneventtype Remove-ComplianceRetentionEventType c Confirm:0 ForceDeletion:0 Identity:9!
 WhatIf:0
remove-compliancesearch Remove-ComplianceSearch c Confirm:0 Identity:94!@1 WhatIf:0
remove-compliancesearchaction Remove-ComplianceSearchAction c Confirm:0 Identity:121!@1 WhatIf:0
remove-compliancesecurityfilter Remove-ComplianceSecurityFilter c Confirm:0 FilterName:1! WhatIf:0
remove-compliancetag Remove-ComplianceTag c Confirm:0 ForceDeletion:0 Identity:9!@1 PriorityCleanup:0 WhatIf:0
remove-dataclassification Remove-DataClassification e Confirm:0 Identity:122!@1 WhatIf:0
remove-deviceconditionalaccesspolicy Remove-DeviceConditionalAccessPolicy c Confirm:0 Identity:9!@1 WhatIf:0
remove-deviceconditionalaccessrule Remove-DeviceConditionalAccessRule c Confirm:0 Identity:9!@1 WhatIf:0
remove-deviceconfigurationpolicy Remove-DeviceConfigurationPolicy c Confirm:0 Identity:9!@1 WhatIf:0
remove-deviceconfigurationrule Remove-DeviceConfigurationRule c Confirm:0 Identity:9!@1 WhatIf:0
remove-devicetenantpolicy Remove-DeviceTenantPolicy c Confirm:0 Identity:9 WhatIf:0
remove-devicetenantrule Remove-DeviceTenantRule c Confirm:0 Identity:9 WhatIf:0
remove-distributiongroup Remove-DistributionGroup ee BypassSecurityGroupManagerCheck:0 Confirm:0 Identity:56!@1
 WhatIf:0
remove-distributiongroupmember Remove-DistributionGroupMember ee BypassSecurityGroupManagerCheck:0 Confirm:0
 Identity:56!@1 Member:66 WhatIf:0
remove-dkimsigningconfig Remove-DkimSigningConfig ee Confirm:0 Force:0 Identity:125!@0 WhatIf:0
remove-dlpcompliancepolicy Remove-DlpCompliancePolicy c Confirm:0 Identity:9!@1 WhatIf:0
remove-dlpcompliancerule Remove-DlpComplianceRule c Confirm:0 Identity:9!@1 WhatIf:0
remove-dlpedmschema Remove-DlpEdmSchema c Confirm:0 Identity:238!@0 WhatIf:0
remove-dlpkeyworddictionary Remove-DlpKeywordDictionary c Confirm:0 Identity:156!@1 WhatIf:0
remove-dlppolicy Remove-DlpPolicy e Confirm:0 Identity:75!@1 WhatIf:0
remove-dlpsensitiveinformationtype Remove-DlpSensitiveInformationType c Confirm:0 Identity:122!@1 WhatIf:0
remove-dlpsensitiveinformationtyperulepackage Remove-DlpSensitiveInformationTypeRulePackage c Confirm:0
 Identity:318!@1 WhatIf:0
remove-dynamicdistributiongroup Remove-DynamicDistributionGroup ee Confirm:0 Identity:173!@1 WhatIf:0
remove-ediscoverycaseadmin Remove-eDiscoveryCaseAdmin c Confirm:0 User:1! WhatIf:0
remove-emailaddresspolicy Remove-EmailAddressPolicy e Confirm:0 Identity:175!@1 WhatIf:0
remove-eopprotectionpolicyrule Remove-EOPProtectionPolicyRule ee Confirm:0 Identity:15!@0 WhatIf:0
remove-exophishsimoverriderule Remove-ExoPhishSimOverrideRule e Confirm:0 DomainController:11 Identity:16!@1
 WhatIf:0
remove-exosecopsoverriderule Remove-ExoSecOpsOverrideRule e Confirm:0 DomainController:11 Identity:16!@1
 WhatIf:0
remove-featureconfiguration Remove-FeatureConfiguration c Confirm:0 Identity:9!@1 WhatIf:0
remove-fileplanpropertyauthority Remove-FilePlanPropertyAuthority c Confirm:0 ForceDeletion:0 Identity:9!@0
 WhatIf:0
remove-fileplanpropertycategory Remove-FilePlanPropertyCategory c Confirm:0 ForceDeletion:0 Identity:9!@0
 WhatIf:0
remove-fileplanpropertycitation Remove-FilePlanPropertyCitation c Confirm:0 ForceDeletion:0 Identity:9!@0
 WhatIf:0
remove-fileplanpropertydepartment Remove-FilePlanPropertyDepartment c Confirm:0 ForceDeletion:0 Identity:9!@0
 WhatIf:0
remove-fileplanpropertyreferenceid Remove-FilePlanPropertyReferenceId c Confirm:0 ForceDeletion:0 Identity:9!@0
 WhatIf:0
remove-fileplanpropertysubcategory Remove-FilePlanPropertySubCategory c Confirm:0 ForceDeletion:0 Identity:9!@0
 WhatIf:0
remove-globaladdresslist Remove-GlobalAddressList e Confirm:0 Identity:95!@1 WhatIf:0
remove-holdcompliancepolicy Remove-HoldCompliancePolicy c Confirm:0 ForceDeletion:0 Identity:9!@1 WhatIf:0
remove-holdcompliancerule Remove-HoldComplianceRule c Confirm:0 ForceDeletion:0 Identity:9!@1 WhatIf:0
remove-hostedcontentfilterpolicy Remove-HostedContentFilterPolicy ee Confirm:0 Identity:78!@1 WhatIf:0
remove-hostedcontentfilterrule Remove-HostedContentFilterRule ee Confirm:0 Identity:15!@1 WhatIf:0
remove-hostedoutboundspamfilterpolicy Remove-HostedOutboundSpamFilterPolicy ee Force:0 Identity:96!@0
remove-hostedoutboundspamfilterrule Remove-HostedOutboundSpamFilterRule ee Confirm:0 Identity:15!@0 WhatIf:0
remove-hveappaccess Remove-HVEAppAccess ee AppIds:3! Confirm:0 Identity:53!@0 WhatIf:0
remove-hybridconfiguration Remove-HybridConfiguration e Confirm:0 WhatIf:0
remove-inboundconnector Remove-InboundConnector ee Confirm:0 Identity:97!@1 WhatIf:0
remove-inboxrule Remove-InboxRule e AlwaysDeleteOutlookRulesBlob:0 Confirm:0 Force:0 Identity:98!@1 Mailbox:8
 WhatIf:0
remove-informationbarrierpolicy Remove-InformationBarrierPolicy c Confirm:0 ForceDeletion:0 Identity:9!@0
 WhatIf:0
remove-intraorganizationconnector Remove-IntraOrganizationConnector e Confirm:0 Identity:178!@1 WhatIf:0
remove-journalrule Remove-JournalRule e Confirm:0 Identity:15!@1 WhatIf:0
remove-label Remove-Label c Confirm:0 Identity:9!@1 WhatIf:0
remove-labelpolicy Remove-LabelPolicy c Confirm:0 Identity:9!@1 WhatIf:0
remove-ldapdirectory Remove-LdapDirectory e Confirm:0 Force:0 Id:1!@1 Organization:23! WhatIf:0
remove-mailbox Remove-Mailbox e Confirm:0 Force:0 Identity:8?@1 Migration:0 PermanentlyDelete:0 PublicFolder:0
 RemoveCNFPublicFolderMailboxPermanently:0 WhatIf:0
remove-mailboxfolderpermission Remove-MailboxFolderPermission e Confirm:0 Force:0 Identity:36!@1
 ResetDelegateUserCollection:0 SendNotificationToUser:2 User:137? WhatIf:0
remove-mailboximportrequest Remove-MailboxImportRequest e Confirm:0 Force:0 Identity:79?@1 WhatIf:0
remove-mailboxirmaccess Remove-MailboxIRMAccess e Identity:8!@0 User:38!
remove-mailboxpermission Remove-MailboxPermission e AccessRights:267? BypassMasterAccountSid:0
 ClearAutoMapping:0 Confirm:0 Deny:0 GroupMailbox:0 Identity:8?@1 IgnoreDefaultScope:0 InheritanceType:205
 ResetDefault:0 SoftDeletedMailbox:0 User:38? WhatIf:0
remove-mailboxrestorerequest Remove-MailboxRestoreRequest e Confirm:0 Force:0 Identity:81?@1 WhatIf:0
remove-mailboxsearch Remove-MailboxSearch e Confirm:0 Identity:106!@1 WhatIf:0
remove-mailboxuserconfiguration Remove-MailboxUserConfiguration e Confirm:0 Identity:268!@1 Mailbox:8! WhatIf:0
remove-mailcontact Remove-MailContact ee Confirm:0 Identity:181!@1 WhatIf:0
remove-mailuser Remove-MailUser ee Confirm:0 Identity:53!@1 PermanentlyDelete:0 WhatIf:0
remove-malwarefilterpolicy Remove-MalwareFilterPolicy ee Confirm:0 Identity:82!@1 WhatIf:0
remove-malwarefilterrule Remove-MalwareFilterRule ee Confirm:0 Identity:15!@1 WhatIf:0
remove-managementrole Remove-ManagementRole ee Confirm:0 Force:0 Identity:87!@1 Recurse:0 WhatIf:0
remove-managementroleassignment Remove-ManagementRoleAssignment ee Confirm:0 Force:0 Identity:198!@1 WhatIf:0
remove-managementroleentry Remove-ManagementRoleEntry ee Confirm:0 Force:0 Identity:104!@1 WhatIf:0
remove-managementscope Remove-ManagementScope ee Confirm:0 Force:0 Identity:44!@1 WhatIf:0
remove-messageclassification Remove-MessageClassification e Confirm:0 Identity:183!@1 WhatIf:0
remove-migrationbatch Remove-MigrationBatch e Confirm:0 Identity:58@1 Partition:8 WhatIf:0
remove-migrationendpoint Remove-MigrationEndpoint e Confirm:0 Identity:46!@1 Partition:8 WhatIf:0
remove-migrationuser Remove-MigrationUser e Confirm:0 Identity:68!@1 Partition:8 WhatIf:0
remove-mobiledevice Remove-MobileDevice e Confirm:0 Identity:149!@1 WhatIf:0
remove-mobiledevicemailboxpolicy Remove-MobileDeviceMailboxPolicy e Confirm:0 Force:0 Identity:24!@1 WhatIf:0
remove-moverequest Remove-MoveRequest e Confirm:0 Force:0 Identity:83?@1 ProxyToMailbox:8 WhatIf:0
remove-offlineaddressbook Remove-OfflineAddressBook e Confirm:0 Force:0 Identity:101!@1 WhatIf:0
remove-omeconfiguration Remove-OMEConfiguration e Confirm:0 Identity:100!@0 WhatIf:0
remove-onpremisesorganization Remove-OnPremisesOrganization e Confirm:0 Identity:150!@1 WhatIf:0
remove-organizationrelationship Remove-OrganizationRelationship ee Confirm:0 Identity:84!@1 WhatIf:0
remove-organizationsegment Remove-OrganizationSegment c Confirm:0 Identity:9!@0 WhatIf:0
remove-outboundconnector Remove-OutboundConnector ee Confirm:0 Identity:59!@1 WhatIf:0
remove-outlookprotectionrule Remove-OutlookProtectionRule e Confirm:0 Identity:15!@1 WhatIf:0
remove-owamailboxpolicy Remove-OwaMailboxPolicy e Confirm:0 Force:0 Identity:24!@1 WhatIf:0
remove-partnerapplication Remove-PartnerApplication e Confirm:0 Identity:186!@1 WhatIf:0
remove-phishsimoverridepolicy Remove-PhishSimOverridePolicy e Confirm:0 DomainController:11 ForceDeletion:0
 Identity:9!@0 WhatIf:0
remove-policytipconfig Remove-PolicyTipConfig e Confirm:0 Identity:188!@1 WhatIf:0
remove-protectionalert Remove-ProtectionAlert c Confirm:0 ForceDeletion:0 Identity:9!@1 WhatIf:0
remove-publicfolder Remove-PublicFolder e Confirm:0 Identity:40!@1 Mailbox:8 Recurse:0 WhatIf:0
remove-publicfolderclientpermission Remove-PublicFolderClientPermission e Confirm:0 Identity:40!@1 User:190!
 WhatIf:0
remove-publicfoldermailboxmigrationrequest Remove-PublicFolderMailboxMigrationRequest e Confirm:0
 DomainController:11 Force:0 Identity:152?@1 WhatIf:0
remove-publicfoldermoverequest Remove-PublicFolderMoveRequest e Confirm:0 DomainController:11 Force:0
 Identity:189?@1 RequestGuid:19? RequestQueue:123? WhatIf:0
remove-quarantinepolicy Remove-QuarantinePolicy ee DomainController:11 Identity:193!@0
remove-recipientpermission Remove-RecipientPermission e AccessRights:3! Confirm:0 Deny:0 Identity:21!@1
 MultiTrustees:3 SkipDomainValidationForMailContact:0 SkipDomainValidationForMailUser:0
 SkipDomainValidationForSharedMailbox:0 Trustee:38! WhatIf:0
remove-remotedomain Remove-RemoteDomain e Confirm:0 Identity:195!@1 WhatIf:0
remove-reportsubmissionpolicy Remove-ReportSubmissionPolicy e Identity:102!@0
remove-reportsubmissionrule Remove-ReportSubmissionRule e Confirm:0 Identity:15!@0 WhatIf:0
remove-retentioncompliancepolicy Remove-RetentionCompliancePolicy c Confirm:0 ForceDeletion:0 Identity:9!@1
 PriorityCleanup:0 WhatIf:0
remove-retentioncompliancerule Remove-RetentionComplianceRule c Confirm:0 ForceDeletion:0 Identity:9!@1
 PriorityCleanup:0 WhatIf:0
remove-retentionpolicy Remove-RetentionPolicy e Confirm:0 Force:0 Identity:24!@1 WhatIf:0
remove-retentionpolicytag Remove-RetentionPolicyTag e Confirm:0 Identity:196!@1 WhatIf:0
remove-roleassignmentpolicy Remove-RoleAssignmentPolicy e Confirm:0 Identity:24!@1 WhatIf:0
remove-rolegroup Remove-RoleGroup ece BypassSecurityGroupManagerCheck:0 Confirm:0 Force:0 Identity:86!@1
 WhatIf:0
remove-rolegroupmember Remove-RoleGroupMember ece BypassSecurityGroupManagerCheck:0 Confirm:0 Identity:86!@1
 Member:38! WhatIf:0
remove-safeattachmentpolicy Remove-SafeAttachmentPolicy e Confirm:0 Force:0 Identity:72!@1 WhatIf:0
remove-safeattachmentrule Remove-SafeAttachmentRule e Confirm:0 Identity:15!@1 WhatIf:0
remove-safelinkspolicy Remove-SafeLinksPolicy e Confirm:0 Force:0 Identity:73!@1 WhatIf:0
remove-safelinksrule Remove-SafeLinksRule e Confirm:0 Identity:15!@1 WhatIf:0
remove-secopsoverridepolicy Remove-SecOpsOverridePolicy e Confirm:0 DomainController:11 ForceDeletion:0
 Identity:9!@0 WhatIf:0
remove-sensitiveinformationscan Remove-SensitiveInformationScan c Confirm:0 Identity:9!@0 WhatIf:0
remove-sensitiveinformationscanrule Remove-SensitiveInformationScanRule c Confirm:0 Identity:16!@0 WhatIf:0
remove-serviceprincipal Remove-ServicePrincipal ece Confirm:0 Identity:107!@0 WhatIf:0
remove-sharingpolicy Remove-SharingPolicy e Confirm:0 Identity:158!@1 WhatIf:0
remove-supervisoryreviewpolicyv2 Remove-SupervisoryReviewPolicyV2 c Confirm:0 ForceDeletion:0 Identity:9!@1
 WhatIf:0
remove-sweeprule Remove-SweepRule e Confirm:0 Identity:108!@1 Mailbox:8 WhatIf:0
remove-syncmailpublicfolder Remove-SyncMailPublicFolder e Confirm:0 Identity:182!@1 WhatIf:0
remove-tenantallowblocklistitems Remove-TenantAllowBlockListItems ece Entries:7? Ids:7? ListSubType:180
 ListType:135! OutputJson:0
remove-tenantallowblocklistspoofitems Remove-TenantAllowBlockListSpoofItems ece Confirm:0 Identity:57!@0 Ids:7!
 WhatIf:0
remove-transportrule Remove-TransportRule ee Confirm:0 Identity:15!@1 WhatIf:0
remove-unifiedauditlogretentionpolicy Remove-UnifiedAuditLogRetentionPolicy c Confirm:0 DomainController:11
 ForceDeletion:0 Identity:9!@0 WhatIf:0
remove-unifiedgroup Remove-UnifiedGroup ee Confirm:0 Force:0 Identity:74!@1 WhatIf:0
remove-unifiedgrouplinks Remove-UnifiedGroupLinks ee Confirm:0 Identity:74!@1 LinkType:179! Links:5! WhatIf:0
remove-vivamodulefeaturepolicy Remove-VivaModuleFeaturePolicy em Confirm:0 FeatureId:1! ModuleId:1! PolicyId:1!
 ResultSize:6 WhatIf:0
remove-vivaorginsightsdelegatedrole Remove-VivaOrgInsightsDelegatedRole em Delegate:19! Delegator:19!
 ResultSize:6
remove-workforceinsightsdelegationaccess Remove-WorkforceInsightsDelegationAccess em Delegate:19! Delegator:19!
 ResultSize:6
restore-recoverableitems Restore-RecoverableItems e EntryID:1 FilterEndTime:12 FilterItemType:1
 FilterStartTime:12 Identity:132! LastParentFolderID:1 MaxParallelSize:4 NoOutput:0 PolicyTag:7
 RestoreTargetFolder:1 ResultSize:6 SourceFolder:306 SubjectContains:1
resume-mailboximportrequest Resume-MailboxImportRequest e Confirm:0 Identity:79!@1 WhatIf:0
resume-mailboxrestorerequest Resume-MailboxRestoreRequest e Confirm:0 Identity:81!@1 WhatIf:0
resume-moverequest Resume-MoveRequest e Confirm:0 Identity:83!@1 ProxyToMailbox:8 SuspendWhenReadyToComplete:0
 WhatIf:0
rotate-dkimsigningconfig Rotate-DkimSigningConfig ee Confirm:0 Identity:125!@1 KeySize:333 WhatIf:0
search-mailboxauditlog Search-MailboxAuditLog e EndDate:25 ExternalAccess:2 GroupMailbox:0 HasAttachments:2
 Identity:8@1 IncludeInactiveMailbox:0 LogonTypes:3 Mailboxes:3 Operations:3 ResultSize:4 ShowDetails:0
 StartDate:25
search-messagetrackingreport Search-MessageTrackingReport e BypassDelegateChecking:0 Confirm:0 DoNotResolve:0
 Identity:8!@1 MessageEntryId:1 MessageId:1 Recipients:30 ResultSize:6 Sender:17? Subject:1 WhatIf:0
search-unifiedauditlog Search-UnifiedAuditLog ee EndDate:25! Formatted:0 FreeText:1 HighCompleteness:0
 IPAddresses:7 LegacyFlow:0 LongerRetentionEnabled:1 ObjectIds:7 Operations:7 RecordType:215 ResultSize:4
 SessionCommand:505 SessionId:1 SiteIds:7 StartDate:25! UserIds:7
send-textmessagingverificationcode Send-TextMessagingVerificationCode e Confirm:0 Identity:8@1 WhatIf:0
set-accepteddomain Set-AcceptedDomain ee CanHaveCloudCache:2 Confirm:0 DomainType:339
 EnableNego2Authentication:2 Identity:204!@1 MailFlowRegion:1 MatchSubDomains:2 OutboundOnly:2
 SendingFromDomainDisabled:2 SendingToDomainDisabled:2 WhatIf:0
set-accesstocustomerdatarequest Set-AccessToCustomerDataRequest ee ApprovalDecision:340! Comment:1 RequestId:1!
 ServiceName:437
set-activesyncdeviceaccessrule Set-ActiveSyncDeviceAccessRule e AccessLevel:172 Confirm:0 Identity:165!@1
 WhatIf:0
set-activesyncmailboxpolicy Set-ActiveSyncMailboxPolicy e AllowApplePushNotifications:2 AllowBluetooth:117
 AllowBrowser:2 AllowCamera:2 AllowConsumerEmail:2 AllowDesktopSync:2 AllowExternalDeviceManagement:2
 AllowHTMLEmail:2 AllowInternetSharing:2 AllowIrDA:2 AllowMobileOTAUpdate:2 AllowNonProvisionableDevices:2
 AllowPOPIMAPEmail:2 AllowRemoteDesktop:2 AllowSMIMEEncryptionAlgorithmNegotiation:155 AllowSMIMESoftCerts:2
 AllowSimpleDevicePassword:2 AllowStorageCard:2 AllowTextMessaging:2 AllowUnsignedApplications:2
 AllowUnsignedInstallationPackages:2 AllowWiFi:2 AlphanumericDevicePasswordRequired:2
 ApprovedApplicationList:115 AttachmentsEnabled:2 Confirm:0 DeviceEncryptionEnabled:2 DevicePasswordEnabled:2
 DevicePasswordExpiration:6 DevicePasswordHistory:4 DevicePolicyRefreshInterval:6 Identity:24!@1 IrmEnabled:2
 IsDefault:2 IsDefaultPolicy:2 MaxAttachmentSize:6 MaxCalendarAgeFilter:118 MaxDevicePasswordFailedAttempts:6
 MaxEmailAgeFilter:126 MaxEmailBodyTruncationSize:6 MaxEmailHTMLBodyTruncationSize:6
 MaxInactivityTimeDeviceLock:6 MinDevicePasswordComplexCharacters:4 MinDevicePasswordLength:4 Name:1
 PasswordRecoveryEnabled:2 RequireDeviceEncryption:2 RequireEncryptedSMIMEMessages:2
 RequireEncryptionSMIMEAlgorithm:127 RequireManualSyncWhenRoaming:2 RequireSignedSMIMEAlgorithm:159
 RequireSignedSMIMEMessages:2 RequireStorageCardEncryption:2 UNCAccessEnabled:2 UnapprovedInROMApplicationList:3
 WSSAccessEnabled:2 WhatIf:0
set-activesyncorganizationsettings Set-ActiveSyncOrganizationSettings e AdminMailRecipients:3+
 AllowAccessForUnSupportedPlatform:2 AllowRMSSupportForUnenlightenedApps:2 Confirm:0 DefaultAccessLevel:172
 EnableMobileMailboxPolicyWhenCAInplace:2 Identity:206@1 OtaNotificationMailInsert:1 TenantAdminPreference:501
 UserMailInsert:1 WhatIf:0
set-adaptivescope Set-AdaptiveScope c AdministrativeUnit:19? Comment:1 FilterConditions:13? Identity:16!@0
 RawQuery:1?
set-addressbookpolicy Set-AddressBookPolicy e AddressLists:210 Confirm:0 GlobalAddressList:95 Identity:24!@1
 Name:1 OfflineAddressBook:101 RoomList:65 WhatIf:0
set-addresslist Set-AddressList e ConditionalCompany:3+ ConditionalCustomAttribute1:3+
 ConditionalCustomAttribute10:3+ ConditionalCustomAttribute11:3+ ConditionalCustomAttribute12:3+
 ConditionalCustomAttribute13:3+ ConditionalCustomAttribute14:3+ ConditionalCustomAttribute15:3+
 ConditionalCustomAttribute2:3+ ConditionalCustomAttribute3:3+ ConditionalCustomAttribute4:3+
 ConditionalCustomAttribute5:3+ ConditionalCustomAttribute6:3+ ConditionalCustomAttribute7:3+
 ConditionalCustomAttribute8:3+ ConditionalCustomAttribute9:3+ ConditionalDepartment:3+
 ConditionalStateOrProvince:3+ Confirm:0 DisplayName:1 Identity:65!@1 IncludedRecipients:91 Name:1
 RecipientFilter:1 WhatIf:0
set-adminauditlogconfig Set-AdminAuditLogConfig ee Confirm:0 Force:0 UnifiedAuditLogIngestionEnabled:2 WhatIf:0
set-antiphishpolicy Set-AntiPhishPolicy ee AdminDisplayName:1 AuthenticationFailAction:323 Confirm:0
 DmarcQuarantineAction:324 DmarcRejectAction:325 EnableFirstContactSafetyTips:2 EnableMailboxIntelligence:2
 EnableMailboxIntelligenceProtection:2 EnableOrganizationDomainsProtection:2 EnableSimilarDomainsSafetyTips:2
 EnableSimilarUsersSafetyTips:2 EnableSpoofIntelligence:2 EnableTargetedDomainsProtection:2
 EnableTargetedUserProtection:2 EnableUnauthenticatedSender:2 EnableUnusualCharactersSafetyTips:2 EnableViaTag:2
 Enabled:2 ExcludedDomains:3 ExcludedSenders:3 HonorDmarcPolicy:2 Identity:92! ImpersonationProtectionState:254
 MailboxIntelligenceProtectionAction:253 MailboxIntelligenceProtectionActionRecipients:3
 MailboxIntelligenceQuarantineTag:1 MakeDefault:0 PhishThresholdLevel:4 PolicyTag:1 SpoofQuarantineTag:1
 TargetedDomainActionRecipients:3 TargetedDomainProtectionAction:3 TargetedDomainQuarantineTag:1
 TargetedDomainsToProtect:3 TargetedUserActionRecipients:3 TargetedUserProtectionAction:3
 TargetedUserQuarantineTag:1 TargetedUsersToProtect:3+ WhatIf:0
set-antiphishrule Set-AntiPhishRule ee AntiPhishPolicy:92 Comments:1 Confirm:0 ExceptIfRecipientDomainIs:10
 ExceptIfSentTo:5 ExceptIfSentToMemberOf:5 Identity:15!@0 Name:1 Priority:4 RecipientDomainIs:10 SentTo:5
 SentToMemberOf:5 WhatIf:0
set-app Set-App ee Confirm:0 DefaultStateForUser:233 Enabled:2 Identity:93!@1 OrganizationApp:0 PrivateCatalog:0
 ProvidedTo:228 UserList:3 WhatIf:0
set-applicationaccesspolicy Set-ApplicationAccessPolicy ee Confirm:0 Description:1 Identity:114!@1 WhatIf:0
set-appretentioncompliancepolicy Set-AppRetentionCompliancePolicy c AddAdaptiveScopeLocation:3
 AddExchangeLocation:3 AddExchangeLocationException:3 AddModernGroupLocation:3 AddModernGroupLocationException:3
 Applications:7 Comment:1 Confirm:0 DeletedResources:1 Enabled:2 Force:0 Identity:9!@0 PolicyRBACScopes:3
 RemoveAdaptiveScopeLocation:3 RemoveExchangeLocation:3 RemoveExchangeLocationException:3
 RemoveModernGroupLocation:3 RemoveModernGroupLocationException:3 RestrictiveRetention:2 RetryDistribution:0
 WhatIf:0
set-appretentioncompliancerule Set-AppRetentionComplianceRule c Comment:1 Confirm:0
 ContentContainsSensitiveInformation:28 ContentDateFrom:18 ContentDateTo:18 ContentMatchQuery:1
 ExcludedItemClasses:6 ExpirationDateOption:1 Identity:16!@0 RetentionComplianceAction:1 RetentionDuration:6
 RetentionDurationDisplayHint:77 WhatIf:0
set-arcconfig Set-ArcConfig ee ArcTrustedSealers:7! Confirm:0 Identity:57!@1 WhatIf:0
set-atpbuiltinprotectionrule Set-ATPBuiltInProtectionRule e Comments:1 Confirm:0 ExceptIfRecipientDomainIs:10
 ExceptIfSentTo:5 ExceptIfSentToMemberOf:5 Identity:234!@0 WhatIf:0
set-atppolicyforo365 Set-AtpPolicyForO365 e AllowSafeDocsOpen:2 Confirm:0 EnableATPForSPOTeamsODB:2
 EnableSafeDocs:2 Identity:214@1 WhatIf:0
set-atpprotectionpolicyrule Set-ATPProtectionPolicyRule e Comments:1 Confirm:0 ExceptIfRecipientDomainIs:10
 ExceptIfSentTo:5 ExceptIfSentToMemberOf:5 Identity:15!@0 Name:1 Priority:4 RecipientDomainIs:10 SentTo:5
 SentToMemberOf:5 WhatIf:0
set-auditconfig Set-AuditConfig c DomainController:11 Identity:9@1 Organization:23 Workload:3!
set-authenticationpolicy Set-AuthenticationPolicy ee AllowBasicAuthActiveSync:0 AllowBasicAuthAutodiscover:0
 AllowBasicAuthImap:0 AllowBasicAuthMapi:0 AllowBasicAuthOfflineAddressBook:0 AllowBasicAuthOutlookService:0
 AllowBasicAuthPop:0 AllowBasicAuthPowershell:0 AllowBasicAuthReportingWebServices:0 AllowBasicAuthRpc:0
 AllowBasicAuthSmtp:0 AllowBasicAuthWebServices:0 AllowLegacyExchangeTokens:0 BlockLegacyExchangeTokens:0
 Confirm:0 Identity:116!@0 TenantId:1 WhatIf:0
set-autosensitivitylabelpolicy Set-AutoSensitivityLabelPolicy c AddExchangeLocation:3 AddOneDriveLocation:3
 AddOneDriveLocationException:3 AddSharePointLocation:3 AddSharePointLocationException:3 ApplySensitivityLabel:1
 ApplySensitivityLabelOverwriteWorkloads:109 AutoEnableAfter:34 Comment:1 Confirm:0 Enabled:2
 ExceptIfOneDriveSharedBy:5 ExceptIfOneDriveSharedByMemberOf:5 ExchangeAdaptiveScopes:3
 ExchangeAdaptiveScopesException:3 ExchangeSender:30 ExchangeSenderException:30 ExchangeSenderMemberOf:30
 ExchangeSenderMemberOfException:30 ExternalMailRightsManagementOwner:17 Force:0 Identity:9!@0 Locations:1
 Mode:69 OneDriveAdaptiveScopes:3 OneDriveAdaptiveScopesException:3 OneDriveSharedBy:5
 OneDriveSharedByMemberOf:5 OverwriteLabel:2 PolicyRBACScopes:3 PolicyTemplateInfo:13 Priority:31
 RemoveExchangeLocation:3 RemoveOneDriveLocation:3 RemoveOneDriveLocationException:3 RemoveSharePointLocation:3
 RemoveSharePointLocationException:3 RetryDistribution:0 SharePointAdaptiveScopes:3
 SharePointAdaptiveScopesException:3 SpoAipIntegrationEnabled:2 StartSimulation:2 WhatIf:0
set-autosensitivitylabelrule Set-AutoSensitivityLabelRule c AccessScope:111 ActivationDate:18 AdvancedRule:1
 AnyOfRecipientAddressContainsWords:3 AnyOfRecipientAddressMatchesPatterns:3 Comment:1 Confirm:0
 ContentContainsSensitiveInformation:28 ContentExtensionMatchesWords:3 ContentPropertyContainsWords:3
 DefaultSpoDocLibraryHasLabel:2 Disabled:2 DocumentCreatedBy:3 DocumentIsPasswordProtected:2
 DocumentIsUnsupported:2 DocumentNameMatchesWords:3 DocumentSizeOver:45 ExceptIfAccessScope:111
 ExceptIfAnyOfRecipientAddressContainsWords:3 ExceptIfAnyOfRecipientAddressMatchesPatterns:3
 ExceptIfContentContainsSensitiveInformation:28 ExceptIfContentExtensionMatchesWords:3
 ExceptIfContentPropertyContainsWords:3 ExceptIfDocumentCreatedBy:3 ExceptIfDocumentIsPasswordProtected:2
 ExceptIfDocumentIsUnsupported:2 ExceptIfDocumentNameMatchesWords:3 ExceptIfDocumentSizeOver:45 ExceptIfFrom:5
 ExceptIfFromAddressContainsWords:3 ExceptIfFromAddressMatchesPatterns:3 ExceptIfFromMemberOf:30
 ExceptIfHeaderMatchesPatterns:13 ExceptIfProcessingLimitExceeded:2 ExceptIfRecipientDomainIs:3
 ExceptIfSenderDomainIs:3 ExceptIfSenderIPRanges:3 ExceptIfSentTo:3 ExceptIfSentToMemberOf:5
 ExceptIfSubjectMatchesPatterns:3 ExpiryDate:18 From:5 FromAddressContainsWords:3 FromAddressMatchesPatterns:3
 FromMemberOf:30 HeaderMatchesPatterns:13 Identity:16!@0 Priority:31 ProcessingLimitExceeded:2
 RecipientDomainIs:3 ReportSeverityLevel:62 RuleErrorAction:187 SenderDomainIs:3 SenderIPRanges:3 SentTo:3
 SentToMemberOf:5 SourceType:1 SubjectMatchesPatterns:3 WhatIf:0 Workload:109
set-availabilityconfig Set-AvailabilityConfig e AllowedTenantIds:3+ Confirm:0 OrgWideAccount:38 WhatIf:0
set-calendarprocessing Set-CalendarProcessing ee AddAdditionalResponse:2 AddNewRequestsTentatively:2
 AddOrganizerToSubject:2 AdditionalResponse:1 AllBookInPolicy:2 AllRequestInPolicy:2 AllRequestOutOfPolicy:2
 AllowConflicts:2 AllowRecurringMeetings:2 AutomateProcessing:361 BookInPolicy:5 BookingType:338
 BookingWindowInDays:4 Confirm:0 ConflictPercentageAllowed:4 DeleteAttachments:2 DeleteComments:2
 DeleteNonCalendarItems:2 DeleteSubject:2 EnableAutoRelease:2 EnableResponseDetails:2 EnforceCapacity:2
 EnforceSchedulingHorizon:2 ForwardRequestsToDelegates:2 Identity:8!@1 IgnoreDefaultScope:0
 MaximumConflictInstances:4 MaximumDurationInMinutes:4 MinimumDurationInMinutes:4 OrganizerInfo:2
 PostReservationMaxClaimTimeInMinutes:4 ProcessExternalMeetingMessages:2 RemoveCanceledMeetings:2
 RemoveForwardedMeetingNotifications:2 RemoveOldMeetingMessages:2 RemovePrivateProperty:2 RequestInPolicy:5
 RequestOutOfPolicy:5 ResourceDelegates:5 ScheduleOnlyDuringWorkHours:2 TentativePendingApproval:2 WhatIf:0
set-caseholdpolicy Set-CaseHoldPolicy c AddExchangeLocation:3 AddPublicFolderLocation:3 AddSharePointLocation:3
 Comment:1 Confirm:0 Enabled:2 Force:0 Identity:9!@1 RemoveExchangeLocation:3 RemovePublicFolderLocation:3
 RemoveSharePointLocation:3 RetryDistribution:0 WhatIf:0
set-caseholdrule Set-CaseHoldRule c Comment:1 Confirm:0 ContentMatchQuery:1 Disabled:2 Identity:16!@1 WhatIf:0
set-casmailbox Set-CASMailbox ee ActiveSyncAllowedDeviceIDs:3+ ActiveSyncBlockedDeviceIDs:3+
 ActiveSyncDebugLogging:2 ActiveSyncEnabled:2 ActiveSyncMailboxPolicy:24 ActiveSyncSuppressReadReceipt:2
 Confirm:0 EwsAllowEntourage:2 EwsAllowList:3+ EwsAllowMacOutlook:2 EwsAllowOutlook:2
 EwsApplicationAccessPolicy:244 EwsBlockList:3+ EwsEnabled:2 Identity:8!@1 ImapEnabled:2
 ImapForceICalForCalendarRetrievalOption:2 ImapMessagesRetrievalMimeFormat:285 ImapSuppressReadReceipt:2
 ImapUseProtocolDefaults:2 IsOptimizedForAccessibility:2 MAPIEnabled:2 MacOutlookEnabled:2 OWAEnabled:2
 OWAforDevicesEnabled:2 OneWinNativeOutlookEnabled:14 OutlookMobileEnabled:2 OwaMailboxPolicy:24 PopEnabled:2
 PopForceICalForCalendarRetrievalOption:2 PopMessagesRetrievalMimeFormat:285 PopSuppressReadReceipt:2
 PopUseProtocolDefaults:2 PublicFolderClientAccess:2 ShowGalAsDefaultView:2 SmtpClientAuthenticationDisabled:2
 UniversalOutlookEnabled:2 WhatIf:0
set-casmailboxplan Set-CASMailboxPlan ee ActiveSyncEnabled:2 Confirm:0 ECPEnabled:2 EwsEnabled:31 Identity:80!@1
 ImapEnabled:2 MAPIEnabled:2 OWAEnabled:2 OwaMailboxPolicy:24 PopEnabled:2 WhatIf:0
set-classificationrulecollection Set-ClassificationRuleCollection e Confirm:0 FileData:26!@1 WhatIf:0
set-clutter Set-Clutter ee Enable:2 Identity:8! UseCustomRouting:0
set-compliancecase Set-ComplianceCase c CaseType:168 Close:0 Confirm:0 Description:1 DomainController:11
 ExternalId:1 Identity:167!@1 Name:1 Reopen:0 WhatIf:0
set-complianceretentioneventtype Set-ComplianceRetentionEventType c Comment:1 Confirm:0 Identity:16! WhatIf:0
set-compliancesearch Set-ComplianceSearch c AddExchangeLocation:7 AddExchangeLocationExclusion:7
 AddSharePointLocation:7 AddSharePointLocationExclusion:7 AllowNotFoundExchangeLocationsEnabled:2 Confirm:0
 ContentMatchQuery:1 Description:1 ExchangeLocation:7 ExchangeLocationExclusion:7 Force:0 HoldNames:7
 Identity:94!@1 IncludeOrgContent:2 IncludeUserAppContent:2 Language:32 Name:1 PublicFolderLocation:7
 RefinerNames:7 RemoveExchangeLocation:7 RemoveExchangeLocationExclusion:7 RemovePublicFolderLocation:7
 RemoveSharePointLocation:7 RemoveSharePointLocationExclusion:7 SharePointLocation:7
 SharePointLocationExclusion:7 WhatIf:0
set-compliancesearchaction Set-ComplianceSearchAction c ChangeExportKey:0 Confirm:0 DomainController:11
 Identity:121!@1 WhatIf:0
set-compliancesecurityfilter Set-ComplianceSecurityFilter c Action:170 Confirm:0 Description:1 FilterName:1!
 Filters:3 Region:1 Users:3 WhatIf:0
set-compliancetag Set-ComplianceTag c AutoApprovalPeriod:31 Comment:1 ComplianceTagForNextStage:1 Confirm:0
 EventType:16 FilePlanProperty:1 FlowId:64 Force:0 Identity:16!@1 MultiStageReviewProperty:1 Notes:1
 PriorityCleanup:0 RetentionDuration:6 ReviewerEmail:30 WhatIf:0
set-contact Set-Contact ee AssistantName:1 City:1 Company:1 Confirm:0 CountryOrRegion:171 Department:1
 DisplayName:1 Fax:1 FirstName:1 GeoCoordinates:176 HomePhone:1 Identity:230!@1 Initials:1 LastName:1
 Manager:336 MobilePhone:1 Name:1 Notes:1 Office:1 OtherFax:3 OtherHomePhone:3 OtherTelephone:3 Pager:1 Phone:1
 PhoneticDisplayName:1 PostOfficeBox:3 PostalCode:1 SeniorityIndex:4 SimpleDisplayName:1 StateOrProvince:1
 StreetAddress:1 TelephoneAssistant:1 Title:1 WebPage:1 WhatIf:0 WindowsEmailAddress:17
set-dataclassification Set-DataClassification e Confirm:0 Description:1 Fingerprints:3 Identity:122!@1
 IsDefault:0 Locale:32 Name:1 WhatIf:0
set-dataencryptionpolicy Set-DataEncryptionPolicy ee AzureKeyIDs:3? Confirm:0 Description:1 DomainController:11
 Enabled:2 Force:0 Identity:49!@1 Name:1 PermanentDataPurgeContact:1? PermanentDataPurgeReason:1?
 PermanentDataPurgeRequested:0 Refresh:0 Replace:0? WhatIf:0
set-defaulttenantbriefingconfig Set-DefaultTenantBriefingConfig em IsEnabledByDefault:1! ResultSize:269
set-defaulttenantmyanalyticsfeatureconfig Set-DefaultTenantMyAnalyticsFeatureConfig em Feature:1 IsEnabled:2
 ResultSize:6 SamplingRate:383
set-deviceconditionalaccesspolicy Set-DeviceConditionalAccessPolicy c Comment:1 Confirm:0 Enabled:2 Force:0
 Identity:9!@1 RetryDistribution:0 WhatIf:0
set-deviceconditionalaccessrule Set-DeviceConditionalAccessRule c AccountName:1 AccountUserName:1
 AllowAppStore:2 AllowAssistantWhileLocked:2 AllowConvenienceLogon:2 AllowDiagnosticSubmission:2
 AllowJailbroken:2 AllowPassbookWhileLocked:2 AllowScreenshot:2 AllowSimplePassword:2 AllowVideoConferencing:2
 AllowVoiceAssistant:2 AllowVoiceDialing:2 AllowiCloudBackup:2 AllowiCloudDocSync:2 AllowiCloudPhotoSync:2
 AntiVirusSignatureStatus:43 AntiVirusStatus:43 AppsRating:221 AutoUpdateStatus:220 BluetoothEnabled:2
 CameraEnabled:2 Confirm:0 DomainController:11 EmailAddress:1 EnableRemovableStorage:2 ExchangeActiveSyncHost:1
 FirewallStatus:154 ForceAppStorePassword:2 ForceEncryptedBackup:2 Identity:16!@1
 MaxPasswordAttemptsBeforeWipe:4 MaxPasswordGracePeriod:34 MoviesRating:222 PasswordComplexity:43
 PasswordExpirationDays:4 PasswordHistoryCount:4 PasswordMinComplexChars:4 PasswordMinimumLength:4
 PasswordQuality:4 PasswordRequired:2 PasswordTimeout:34 PhoneMemoryEncrypted:2 RegionRatings:223
 RequireEmailProfile:2 SmartScreenEnabled:2 SystemSecurityTLS:2 TVShowsRating:224 TargetGroups:3!
 UserAccountControlStatus:225 WLANEnabled:2 WhatIf:0 WorkFoldersSyncUrl:1
set-deviceconfigurationpolicy Set-DeviceConfigurationPolicy c Comment:1 Confirm:0 Enabled:2 Force:0
 Identity:9!@1 RetryDistribution:0 WhatIf:0
set-deviceconfigurationrule Set-DeviceConfigurationRule c AccountName:1 AccountUserName:1 AllowAppStore:2
 AllowAssistantWhileLocked:2 AllowConvenienceLogon:2 AllowDiagnosticSubmission:2 AllowPassbookWhileLocked:2
 AllowScreenshot:2 AllowSimplePassword:2 AllowVideoConferencing:2 AllowVoiceAssistant:2 AllowVoiceDialing:2
 AllowiCloudBackup:2 AllowiCloudDocSync:2 AllowiCloudPhotoSync:2 AntiVirusSignatureStatus:43 AntiVirusStatus:43
 AppsRating:301 AutoUpdateStatus:217 BluetoothEnabled:2 CameraEnabled:2 Confirm:0 DomainController:11
 EmailAddress:1 EnableRemovableStorage:2 ExchangeActiveSyncHost:1 FirewallStatus:154 ForceAppStorePassword:2
 ForceEncryptedBackup:2 Identity:16!@1 MaxPasswordAttemptsBeforeWipe:4 MaxPasswordGracePeriod:34
 MoviesRating:302 PasswordComplexity:43 PasswordExpirationDays:4 PasswordHistoryCount:4
 PasswordMinComplexChars:4 PasswordMinimumLength:4 PasswordQuality:4 PasswordRequired:2 PasswordTimeout:34
 PhoneMemoryEncrypted:2 RegionRatings:303 RequireEmailProfile:2 SmartScreenEnabled:2 SystemSecurityTLS:2
 TVShowsRating:304 TargetGroups:3! UserAccountControlStatus:335 WLANEnabled:2 WhatIf:0 WorkFoldersSyncUrl:1
set-devicetenantpolicy Set-DeviceTenantPolicy c Comment:1 Confirm:0 Enabled:2 Force:0 Identity:9
 RetryDistribution:0 WhatIf:0
set-devicetenantrule Set-DeviceTenantRule c ApplyPolicyTo:297 BlockUnsupportedDevices:2 Confirm:0
 DomainController:11 ExclusionList:3 Identity:16!@1 WhatIf:0
set-distributiongroup Set-DistributionGroup ee AcceptMessagesOnlyFrom:3+ AcceptMessagesOnlyFromDLMembers:3+
 AcceptMessagesOnlyFromSendersOrMembers:3 Alias:1 BccBlocked:2 BypassModerationFromSendersOrMembers:3+
 BypassNestedModerationEnabled:2 BypassSecurityGroupManagerCheck:0 Confirm:0 CustomAttribute1:1
 CustomAttribute10:1 CustomAttribute11:1 CustomAttribute12:1 CustomAttribute13:1 CustomAttribute14:1
 CustomAttribute15:1 CustomAttribute2:1 CustomAttribute3:1 CustomAttribute4:1 CustomAttribute5:1
 CustomAttribute6:1 CustomAttribute7:1 CustomAttribute8:1 CustomAttribute9:1 Description:3 DisplayName:1
 EmailAddresses:54+ ExtensionCustomAttribute1:3+ ExtensionCustomAttribute2:3+ ExtensionCustomAttribute3:3+
 ExtensionCustomAttribute4:3+ ExtensionCustomAttribute5:3+ ForceUpgrade:0 GrantSendOnBehalfTo:3+
 HiddenFromAddressListsEnabled:2 HiddenGroupMembershipEnabled:0 Identity:56!@1 IgnoreNamingPolicy:0 MailTip:1
 MailTipTranslations:3+ ManagedBy:3+ MemberDepartRestriction:140 MemberJoinRestriction:140 ModeratedBy:3+
 ModerationEnabled:2 Name:1 PrimarySmtpAddress:17 RejectMessagesFrom:3+ RejectMessagesFromDLMembers:3+
 RejectMessagesFromSendersOrMembers:3 ReportToManagerEnabled:2 ReportToOriginatorEnabled:2
 RequireSenderAuthenticationEnabled:2 ResetMigrationToUnifiedGroup:0 RoomList:0 SendModerationNotifications:48
 SendOofMessageToOriginatorEnabled:2 SimpleDisplayName:1 UpdateMemberCount:0 WhatIf:0 WindowsEmailAddress:17
set-dkimsigningconfig Set-DkimSigningConfig ee AdminDisplayName:1 BodyCanonicalization:119 Confirm:0 Enabled:2
 HeaderCanonicalization:119 Identity:125!@1 PublishTxtRecords:0 WhatIf:0
set-dlpcompliancepolicy Set-DlpCompliancePolicy c AddEndpointDlpLocation:3 AddEndpointDlpLocationException:3
 AddExchangeLocation:3 AddOnPremisesScannerDlpLocation:3 AddOnPremisesScannerDlpLocationException:3
 AddOneDriveLocation:3 AddOneDriveLocationException:3 AddPowerBIDlpLocation:3 AddPowerBIDlpLocationException:3
 AddSharePointLocation:3 AddSharePointLocationException:3 AddTeamsLocation:3 AddTeamsLocationException:3
 AddThirdPartyAppDlpLocation:3 AddThirdPartyAppDlpLocationException:3 Comment:1 Confirm:0 DisplayName:1
 EndpointDlpAdaptiveScopes:3 EndpointDlpAdaptiveScopesException:3 EnforcementPlanes:3 ExceptIfOneDriveSharedBy:5
 ExceptIfOneDriveSharedByMemberOf:5 ExchangeAdaptiveScopes:3 ExchangeAdaptiveScopesException:3
 ExchangeSenderMemberOf:5 ExchangeSenderMemberOfException:5 Force:0 Identity:9!@1 IsFromSmartInsights:14
 Locations:1 Mode:69 OneDriveAdaptiveScopes:3 OneDriveAdaptiveScopesException:3 OneDriveSharedBy:5
 OneDriveSharedByMemberOf:5 PolicyRBACScopes:3 PolicyTemplateInfo:13 Priority:4 RemoveEndpointDlpLocation:3
 RemoveEndpointDlpLocationException:3 RemoveExchangeLocation:3 RemoveOnPremisesScannerDlpLocation:3
 RemoveOnPremisesScannerDlpLocationException:3 RemoveOneDriveLocation:3 RemoveOneDriveLocationException:3
 RemovePowerBIDlpLocation:3 RemovePowerBIDlpLocationException:3 RemoveSharePointLocation:3
 RemoveSharePointLocationException:3 RemoveTeamsLocation:3 RemoveTeamsLocationException:3
 RemoveThirdPartyAppDlpLocation:3 RemoveThirdPartyAppDlpLocationException:3 RetryDistribution:0
 StartSimulation:2 TeamsAdaptiveScopes:3 TeamsAdaptiveScopesException:3 TeamsLocation:3 TeamsLocationException:3
 WhatIf:0
set-dlpcompliancerule Set-DlpComplianceRule c AccessScope:146 ActivationDate:18 AddRecipients:13 AdvancedRule:1
 AlertProperties:13 AnyOfRecipientAddressContainsWords:3 AnyOfRecipientAddressMatchesPatterns:3
 ApplyBrandingTemplate:1 ApplyHtmlDisclaimer:13 AttachmentIsNotLabeled:2 BlockAccess:2 BlockAccessScope:280
 Comment:1 Confirm:0 ContentCharacterSetContainsWords:3 ContentContainsSensitiveInformation:28
 ContentExtensionMatchesWords:3 ContentFileTypeMatches:3 ContentIsNotLabeled:2 ContentIsShared:2
 ContentPropertyContainsWords:3 Disabled:2 DisplayName:1 DocumentContainsWords:3 DocumentCreatedBy:3
 DocumentCreatedByMemberOf:5 DocumentIsPasswordProtected:2 DocumentIsUnsupported:2 DocumentMatchesPatterns:3
 DocumentNameMatchesPatterns:3 DocumentNameMatchesWords:3 DocumentSizeOver:45 EncryptRMSTemplate:61
 EndpointDlpRestrictions:28 EnforcePortalAccess:2 EvaluateRulePerComponent:2 ExceptIfAccessScope:146
 ExceptIfAnyOfRecipientAddressContainsWords:3 ExceptIfAnyOfRecipientAddressMatchesPatterns:3
 ExceptIfContentCharacterSetContainsWords:3 ExceptIfContentContainsSensitiveInformation:28
 ExceptIfContentExtensionMatchesWords:3 ExceptIfContentFileTypeMatches:3 ExceptIfContentIsShared:2
 ExceptIfContentPropertyContainsWords:3 ExceptIfDocumentContainsWords:3 ExceptIfDocumentCreatedBy:3
 ExceptIfDocumentCreatedByMemberOf:5 ExceptIfDocumentIsPasswordProtected:2 ExceptIfDocumentIsUnsupported:2
 ExceptIfDocumentMatchesPatterns:3 ExceptIfDocumentNameMatchesPatterns:3 ExceptIfDocumentNameMatchesWords:3
 ExceptIfDocumentSizeOver:45 ExceptIfFrom:5 ExceptIfFromAddressContainsWords:3
 ExceptIfFromAddressMatchesPatterns:3 ExceptIfFromMemberOf:30 ExceptIfFromScope:145 ExceptIfHasSenderOverride:2
 ExceptIfHeaderContainsWords:13 ExceptIfHeaderMatchesPatterns:13 ExceptIfMessageSizeOver:45
 ExceptIfMessageTypeMatches:184 ExceptIfProcessingLimitExceeded:2 ExceptIfRecipientADAttributeContainsWords:13
 ExceptIfRecipientADAttributeMatchesPatterns:13 ExceptIfRecipientDomainIs:3
 ExceptIfSenderADAttributeContainsWords:13 ExceptIfSenderADAttributeMatchesPatterns:13 ExceptIfSenderDomainIs:3
 ExceptIfSenderIPRanges:3 ExceptIfSentTo:3 ExceptIfSentToMemberOf:5 ExceptIfSubjectContainsWords:3
 ExceptIfSubjectMatchesPatterns:3 ExceptIfSubjectOrBodyContainsWords:55 ExceptIfSubjectOrBodyMatchesPatterns:55
 ExceptIfUnscannableDocumentExtensionIs:3 ExceptIfWithImportance:148 ExpiryDate:18 From:5
 FromAddressContainsWords:3 FromAddressMatchesPatterns:3 FromMemberOf:30 FromScope:145 GenerateAlert:3
 GenerateIncidentReport:3 HasActivity:207 HasSenderOverride:2 HeaderContainsWords:13 HeaderMatchesPatterns:13
 Identity:16!@1 IncidentReportContent:309 MessageIsNotLabeled:2 MessageSizeOver:45 MessageTypeMatches:184
 MipRestrictAccess:28 Moderate:13 ModifySubject:13 NonBifurcatingAccessScope:283 NotifyAllowOverride:293
 NotifyEmailCustomSenderDisplayName:1 NotifyEmailCustomSubject:1 NotifyEmailCustomText:1
 NotifyEmailExchangeIncludeAttachment:2 NotifyEmailOnedriveRemediationActions:289 NotifyOverrideRequirements:276
 NotifyPolicyTipCustomDialog:1 NotifyPolicyTipCustomText:1 NotifyPolicyTipCustomTextTranslations:3
 NotifyPolicyTipDisplayOption:279 NotifyPolicyTipUrl:1 NotifyUser:3 NotifyUserType:275
 OnPremisesScannerDlpRestrictions:28 PrependSubject:1 Priority:31 ProcessingLimitExceeded:2 Quarantine:2
 RecipientADAttributeContainsWords:13 RecipientADAttributeMatchesPatterns:13 RecipientDomainIs:3
 RedirectMessageTo:5 RemoveHeader:3 RemoveRMSTemplate:2 ReportSeverityLevel:62 RestrictAccess:199
 RestrictWebGrounding:2 RuleErrorAction:277 SenderADAttributeContainsWords:13
 SenderADAttributeMatchesPatterns:13 SenderAddressLocation:278 SenderDomainIs:3 SenderIPRanges:3 SentTo:3
 SentToMemberOf:5 SetHeader:13 SharedByIRMUserRisk:3 SharepointMoveToQuarantineLocation:2 StopPolicyProcessing:2
 SubjectContainsWords:3 SubjectMatchesPatterns:3 SubjectOrBodyContainsWords:55 SubjectOrBodyMatchesPatterns:55
 TriggerPowerAutomateFlow:1 UnscannableDocumentExtensionIs:3 WhatIf:0 WithImportance:148
set-dlpedmschema Set-DlpEdmSchema c Confirm:0 FileData:26!@0 WhatIf:0
set-dlpkeyworddictionary Set-DlpKeywordDictionary c Confirm:0 Description:1 DoNotPersistKeywords:0 FileData:26
 Identity:156!@1 MatchStyle:1 Name:1 WhatIf:0
set-dlppolicy Set-DlpPolicy e Confirm:0 Description:1 Identity:75!@1 Mode:105 Name:1 State:37 WhatIf:0
set-dlpsensitiveinformationtype Set-DlpSensitiveInformationType c Confirm:0 Description:1 FileData:26
 Fingerprints:3 Identity:156!@1 IsExact:2 Locale:32 Name:1 Threshold:41 ThresholdConfig:13 WhatIf:0
set-dlpsensitiveinformationtyperulepackage Set-DlpSensitiveInformationTypeRulePackage c Confirm:0 FileData:26!@1
 WhatIf:0
set-dynamicdistributiongroup Set-DynamicDistributionGroup ee AcceptMessagesOnlyFrom:3+
 AcceptMessagesOnlyFromDLMembers:3+ AcceptMessagesOnlyFromSendersOrMembers:3 Alias:1
 BypassModerationFromSendersOrMembers:3+ ConditionalCompany:3+ ConditionalCustomAttribute1:3+
 ConditionalCustomAttribute10:3+ ConditionalCustomAttribute11:3+ ConditionalCustomAttribute12:3+
 ConditionalCustomAttribute13:3+ ConditionalCustomAttribute14:3+ ConditionalCustomAttribute15:3+
 ConditionalCustomAttribute2:3+ ConditionalCustomAttribute3:3+ ConditionalCustomAttribute4:3+
 ConditionalCustomAttribute5:3+ ConditionalCustomAttribute6:3+ ConditionalCustomAttribute7:3+
 ConditionalCustomAttribute8:3+ ConditionalCustomAttribute9:3+ ConditionalDepartment:3+
 ConditionalStateOrProvince:3+ Confirm:0 CustomAttribute1:1 CustomAttribute10:1 CustomAttribute11:1
 CustomAttribute12:1 CustomAttribute13:1 CustomAttribute14:1 CustomAttribute15:1 CustomAttribute2:1
 CustomAttribute3:1 CustomAttribute4:1 CustomAttribute5:1 CustomAttribute6:1 CustomAttribute7:1
 CustomAttribute8:1 CustomAttribute9:1 DirectMembershipOnly:2 DisplayName:1 EmailAddresses:54+
 ExtensionCustomAttribute1:3+ ExtensionCustomAttribute2:3+ ExtensionCustomAttribute3:3+
 ExtensionCustomAttribute4:3+ ExtensionCustomAttribute5:3+ ForceMembershipRefresh:0 ForceUpgrade:0
 GrantSendOnBehalfTo:3+ HiddenFromAddressListsEnabled:2 Identity:173!@1 IncludedRecipients:91 MailTip:1
 MailTipTranslations:3+ ManagedBy:66 ModeratedBy:3+ ModerationEnabled:2 Name:1 Notes:1 PhoneticDisplayName:1
 PrimarySmtpAddress:17 RecipientContainer:27 RecipientFilter:1 RejectMessagesFrom:3+
 RejectMessagesFromDLMembers:3+ RejectMessagesFromSendersOrMembers:3 ReportToManagerEnabled:2
 ReportToOriginatorEnabled:2 RequireSenderAuthenticationEnabled:2 SendModerationNotifications:48
 SendOofMessageToOriginatorEnabled:2 SimpleDisplayName:1 UpdateMemberCount:0 WhatIf:0 WindowsEmailAddress:17
set-emailaddresspolicy Set-EmailAddressPolicy ee Confirm:0 EnabledEmailAddressTemplates:299
 EnabledPrimarySMTPAddressTemplate:1 ForceUpgrade:0 Identity:175!@1 Name:1 Priority:239 WhatIf:0
set-emailtenantsettings Set-EmailTenantSettings e Confirm:0 DomainController:11
 EnablePriorityAccountProtection:2 Identity:240@0 IgnoreDehydratedFlag:0 WhatIf:0
set-eopprotectionpolicyrule Set-EOPProtectionPolicyRule ee Comments:1 Confirm:0 ExceptIfRecipientDomainIs:10
 ExceptIfSentTo:5 ExceptIfSentToMemberOf:5 Identity:15!@0 Name:1 Priority:4 RecipientDomainIs:10 SentTo:5
 SentToMemberOf:5 WhatIf:0
set-eventsfromemailconfiguration Set-EventsFromEmailConfiguration e CreateEventsFromEmailAsPrivate:2
 EventReservationProcessingLevel:1 FlightReservationProcessingLevel:1
 FoodEstablishmentReservationProcessingLevel:1 Identity:21!@0 InvoiceProcessingLevel:1
 LodgingReservationProcessingLevel:1 ParcelDeliveryProcessingLevel:1 RentalCarReservationProcessingLevel:1
 ResetSettings:0 ServiceReservationProcessingLevel:1
set-exophishsimoverriderule Set-ExoPhishSimOverrideRule e AddDomains:3 AddSenderIpRanges:3 Comment:1 Confirm:0
 DomainController:11 Identity:16!@1 RemoveDomains:3 RemoveSenderIpRanges:3 WhatIf:0
set-exosecopsoverriderule Set-ExoSecOpsOverrideRule e Comment:1 Confirm:0 DomainController:11 Identity:16!@1
 WhatIf:0
set-externalinoutlook Set-ExternalInOutlook ee AllowList:3+ Enabled:14 Identity:23@0
set-featureconfiguration Set-FeatureConfiguration c Comment:1 Confirm:0 Identity:9!@1 Locations:1 Mode:69
 ScenarioConfig:1 WhatIf:0
set-federatedorganizationidentifier Set-FederatedOrganizationIdentifier ee AccountNamespace:89 Confirm:0
 DefaultDomain:89 DelegationFederationTrust:248 Enabled:2 Identity:23@1 OrganizationContact:17 WhatIf:0
set-fileplanpropertyauthority Set-FilePlanPropertyAuthority c Confirm:0 DisplayName:1 Identity:16!@0 WhatIf:0
set-fileplanpropertycategory Set-FilePlanPropertyCategory c Confirm:0 DisplayName:1 Identity:16!@0 WhatIf:0
set-fileplanpropertycitation Set-FilePlanPropertyCitation c CitationJurisdiction:1 CitationUrl:1 Confirm:0
 DisplayName:1 Identity:16!@0 WhatIf:0
set-fileplanpropertydepartment Set-FilePlanPropertyDepartment c Confirm:0 DisplayName:1 Identity:16!@0 WhatIf:0
set-fileplanpropertyreferenceid Set-FilePlanPropertyReferenceId c Confirm:0 DisplayName:1 Identity:16!@0
 WhatIf:0
set-fileplanpropertysubcategory Set-FilePlanPropertySubCategory c Confirm:0 DisplayName:1 Identity:16!@0
 WhatIf:0
set-focusedinbox Set-FocusedInbox ee FocusedInboxOn:2 Identity:8! UseCustomRouting:0
set-globaladdresslist Set-GlobalAddressList e ConditionalCompany:3+ ConditionalCustomAttribute1:3+
 ConditionalCustomAttribute10:3+ ConditionalCustomAttribute11:3+ ConditionalCustomAttribute12:3+
 ConditionalCustomAttribute13:3+ ConditionalCustomAttribute14:3+ ConditionalCustomAttribute15:3+
 ConditionalCustomAttribute2:3+ ConditionalCustomAttribute3:3+ ConditionalCustomAttribute4:3+
 ConditionalCustomAttribute5:3+ ConditionalCustomAttribute6:3+ ConditionalCustomAttribute7:3+
 ConditionalCustomAttribute8:3+ ConditionalCustomAttribute9:3+ ConditionalDepartment:3+
 ConditionalStateOrProvince:3+ Confirm:0 Identity:95!@1 IncludedRecipients:91 Name:1 RecipientFilter:1 WhatIf:0
set-group Set-Group ee BypassSecurityGroupManagerCheck:0 Confirm:0 Description:3 DisplayName:1 Identity:52!@1
 IsHierarchicalGroup:2 ManagedBy:399+ Name:1 Notes:1 PhoneticDisplayName:1 SeniorityIndex:4 SimpleDisplayName:1
 Universal:0 WhatIf:0 WindowsEmailAddress:17
set-holdcompliancepolicy Set-HoldCompliancePolicy c AddExchangeLocation:3 AddPublicFolderLocation:3
 AddSharePointLocation:3 Comment:1 Confirm:0 Enabled:2 Force:0 Identity:9!@1 RemoveExchangeLocation:3
 RemovePublicFolderLocation:3 RemoveSharePointLocation:3 RetryDistribution:0 WhatIf:0
set-holdcompliancerule Set-HoldComplianceRule c Comment:1 Confirm:0 ContentDateFrom:12 ContentDateTo:12
 ContentMatchQuery:1 Disabled:2 HoldContent:6 HoldDurationDisplayHint:77 Identity:16!@1 WhatIf:0
set-hostedconnectionfilterpolicy Set-HostedConnectionFilterPolicy ee AdminDisplayName:1 ConfigurationXmlRaw:1
 Confirm:0 EnableSafeList:2 IPAllowList:3+ IPBlockList:3+ Identity:57!@1 MakeDefault:0 WhatIf:0
set-hostedcontentfilterpolicy Set-HostedContentFilterPolicy ee AddXHeaderValue:1 AdminDisplayName:1
 AllowedSenderDomains:3+ AllowedSenders:3+ BlockedSenderDomains:3+ BlockedSenders:3+ BulkMovesEnabled:219
 BulkQuarantineTag:1 BulkSpamAction:63 BulkThreshold:4 Confirm:0 DownloadLink:2 EnableEndUserSpamNotifications:2
 EnableLanguageBlockList:2 EnableRegionBlockList:2 EndUserSpamNotificationCustomFromAddress:17
 EndUserSpamNotificationCustomFromName:1 EndUserSpamNotificationCustomSubject:1
 EndUserSpamNotificationFrequency:4 EndUserSpamNotificationLanguage:76 EndUserSpamNotificationLimit:4
 HighConfidencePhishAction:295 HighConfidencePhishQuarantineTag:1 HighConfidenceSpamAction:63
 HighConfidenceSpamQuarantineTag:1 Identity:78!@1 IncreaseScoreWithBizOrInfoUrls:22
 IncreaseScoreWithImageLinks:22 IncreaseScoreWithNumericIps:22 IncreaseScoreWithRedirectToOtherPort:22
 InlineSafetyTipsEnabled:2 IntraOrgFilterState:258 LanguageBlockList:3+ MakeDefault:0 MarkAsSpamBulkMail:22
 MarkAsSpamEmbedTagsInHtml:22 MarkAsSpamEmptyMessages:22 MarkAsSpamFormTagsInHtml:22 MarkAsSpamFramesInHtml:22
 MarkAsSpamFromAddressAuthFail:22 MarkAsSpamJavaScriptInHtml:22 MarkAsSpamNdrBackscatter:22
 MarkAsSpamObjectTagsInHtml:22 MarkAsSpamSensitiveWordList:22 MarkAsSpamSpfRecordHardFail:22
 MarkAsSpamWebBugsInHtml:22 ModifySubjectValue:1 PhishQuarantineTag:1 PhishSpamAction:63 PhishZapEnabled:2
 QuarantineRetentionPeriod:4 RedirectToRecipients:3 RegionBlockList:3+ SpamAction:63 SpamQuarantineTag:1
 SpamZapEnabled:2 TestModeAction:322 TestModeBccToRecipients:3 WhatIf:0
set-hostedcontentfilterrule Set-HostedContentFilterRule ee Comments:1 Confirm:0 ExceptIfRecipientDomainIs:10
 ExceptIfSentTo:5 ExceptIfSentToMemberOf:5 HostedContentFilterPolicy:78 Identity:15!@1 Name:1 Priority:4
 RecipientDomainIs:10 SentTo:5 SentToMemberOf:5 WhatIf:0
set-hostedoutboundspamfilterpolicy Set-HostedOutboundSpamFilterPolicy ee ActionWhenThresholdReached:291
 AdminDisplayName:1 AutoForwardingMode:216 BccSuspiciousOutboundAdditionalRecipients:3
 BccSuspiciousOutboundMail:2 Confirm:0 Identity:96!@1 NotifyOutboundSpam:2 NotifyOutboundSpamRecipients:3
 RecipientLimitExternalPerHour:41 RecipientLimitInternalPerHour:41 RecipientLimitPerDay:41 WhatIf:0
set-hostedoutboundspamfilterrule Set-HostedOutboundSpamFilterRule ee Comments:1 Confirm:0 ExceptIfFrom:5
 ExceptIfFromMemberOf:5 ExceptIfSenderDomainIs:10 From:5 FromMemberOf:5 HostedOutboundSpamFilterPolicy:96
 Identity:15!@0 Name:1 Priority:4 SenderDomainIs:10 WhatIf:0
set-hveaccountbillingpolicy Set-HVEAccountBillingPolicy ee BillingPolicyId:1! Confirm:0 Identity:53!@0 WhatIf:0
set-hveaccountsettings Set-HVEAccountSettings ee Confirm:0 Identity:53!@0 ReplyTo:17 WhatIf:0
set-inboundconnector Set-InboundConnector ee AssociatedAcceptedDomains:3 CloudServicesMailEnabled:2 Comment:1
 Confirm:0 ConnectorSource:163 ConnectorType:164 EFSkipIPs:3 EFSkipLastIP:2 EFSkipMailGateway:3 EFTestMode:2
 EFUsers:3 Enabled:2 Identity:97!@1 Name:1 RequireTls:2 RestrictDomainsToCertificate:2
 RestrictDomainsToIPAddresses:2 ScanAndDropRecipients:3 SenderDomains:3 SenderIPAddresses:3
 TlsSenderCertificateName:332 TreatMessagesAsInternal:2 TrustedOrganizations:3+ WhatIf:0
set-inboxrule Set-InboxRule e AlwaysDeleteOutlookRulesBlob:0 AnyCategory:2 ApplyCategory:3
 ApplySystemCategory:3+ AssignedCategories:7 BodyContainsWords:3+ BulkCategory:2 ClearCategories:2 ClearFlag:2
 CompleteFlag:2 Confirm:0 CopyToFolder:36 DeleteMessage:2 DeleteSystemCategory:3 DisplayAlert:1
 ExceptIfAnyCategory:2 ExceptIfAssignedCategories:7 ExceptIfBodyContainsWords:3+ ExceptIfBulkCategory:2
 ExceptIfFlaggedForAction:1 ExceptIfFrom:5 ExceptIfFromAddressContainsWords:3+ ExceptIfHasAttachment:2
 ExceptIfHasClassification:142 ExceptIfHeaderContainsWords:3+ ExceptIfMessageTypeMatches:134
 ExceptIfMyNameInCcBox:2 ExceptIfMyNameInToBox:2 ExceptIfMyNameInToOrCcBox:2 ExceptIfMyNameNotInToBox:2
 ExceptIfReceivedAfterDate:25 ExceptIfReceivedBeforeDate:25 ExceptIfRecipientAddressContainsWords:3+
 ExceptIfSentOnlyToMe:2 ExceptIfSentTo:5 ExceptIfSubjectContainsWords:3+ ExceptIfSubjectOrBodyContainsWords:3+
 ExceptIfWithImportance:50 ExceptIfWithSensitivity:157 ExceptIfWithinSizeRangeMaximum:35
 ExceptIfWithinSizeRangeMinimum:35 FlagMessage:1 FlaggedForAction:1 Force:0 ForwardAsAttachmentTo:5 ForwardTo:5
 From:5 FromAddressContainsWords:3+ HasAttachment:2 HasClassification:142 HeaderContainsWords:3+ Identity:98!@1
 Mailbox:8 MarkAsRead:2 MarkImportance:50 MessageTypeMatches:134 MoveToFolder:36 MyNameInCcBox:2 MyNameInToBox:2
 MyNameInToOrCcBox:2 MyNameNotInToBox:2 Name:1 PermanentDelete:2 PinMessage:2 PlaySound:1 Priority:4
 ReceivedAfterDate:25 ReceivedBeforeDate:25 RecipientAddressContainsWords:3+ RedirectTo:5 SentOnlyToMe:2
 SentTo:5 SoftDeleteMessage:2 StopProcessingRules:2 SubjectContainsWords:3+ SubjectOrBodyContainsWords:3+
 WhatIf:0 WithImportance:50 WithSensitivity:157 WithinSizeRangeMaximum:35 WithinSizeRangeMinimum:35
set-informationbarrierpolicy Set-InformationBarrierPolicy c Comment:1 Confirm:0 Force:0 Identity:9!
 ModerationAllowed:2 SegmentAllowedFilter:1 SegmentsAllowed:3 SegmentsBlocked:3 State:242 WhatIf:0
set-intraorganizationconnector Set-IntraOrganizationConnector ee Confirm:0 DiscoveryEndpoint:33 Enabled:2
 Identity:178!@1 TargetAddressDomains:3 TargetSharingEpr:33 WhatIf:0
set-irmconfiguration Set-IRMConfiguration ee AutomaticServiceUpdateEnabled:2 AzureRMSLicensingEnabled:2
 Confirm:0 DecryptAttachmentForEncryptOnly:2 EDiscoverySuperUserEnabled:2 EnablePdfEncryption:2
 EnablePortalTrackingLogs:2 Force:0 Identity:23 InternalLicensingEnabled:2 JournalReportDecryptionEnabled:2
 LicensingLocation:3 RMSOnlineKeySharingLocation:33 RejectIfRecipientHasNoRights:2 SearchEnabled:2
 SimplifiedClientAccessDoNotForwardDisabled:2 SimplifiedClientAccessEnabled:2
 SimplifiedClientAccessEncryptOnlyDisabled:2 TransportDecryptionSetting:504 WhatIf:0
set-journalrule Set-JournalRule e Confirm:0 Identity:15!@1 JournalEmailAddress:21 Name:1 Recipient:17 Scope:259
 WhatIf:0
set-label Set-Label c AdvancedSettings:13 ApplyContentMarkingFooterAlignment:147
 ApplyContentMarkingFooterEnabled:14 ApplyContentMarkingFooterFontColor:1 ApplyContentMarkingFooterFontName:1
 ApplyContentMarkingFooterFontSize:31 ApplyContentMarkingFooterMargin:31 ApplyContentMarkingFooterText:1
 ApplyContentMarkingHeaderAlignment:147 ApplyContentMarkingHeaderEnabled:14 ApplyContentMarkingHeaderFontColor:1
 ApplyContentMarkingHeaderFontName:1 ApplyContentMarkingHeaderFontSize:31 ApplyContentMarkingHeaderMargin:31
 ApplyContentMarkingHeaderText:1 ApplyDynamicWatermarkingEnabled:14 ApplyWaterMarkingEnabled:14
 ApplyWaterMarkingFontColor:1 ApplyWaterMarkingFontName:1 ApplyWaterMarkingFontSize:31
 ApplyWaterMarkingLayout:282 ApplyWaterMarkingText:1 ColumnAssetCondition:1 Comment:1 Conditions:3 Confirm:0
 ContentType:286 DefaultContentLabel:1 DisplayName:1 DynamicWatermarkDisplay:1
 EncryptionContentExpiredOnDateInDaysOrNever:1 EncryptionDoNotForward:14 EncryptionDoubleKeyEncryptionUrl:1
 EncryptionEnabled:14 EncryptionEncryptOnly:14 EncryptionOfflineAccessDays:31 EncryptionPromptUser:14
 EncryptionProtectionType:281 EncryptionRightsDefinitions:241 EncryptionRightsUrl:1 Identity:16!@1
 LabelActions:3 LocaleSettings:3 MigrationId:1 NextLabel:16 ParentId:16 PreviousLabel:16 Priority:31
 RemoveParentLink:0 SchematizedDataCondition:1 Setting:13 Settings:13
 SiteAndGroupProtectionAllowAccessToGuestUsers:2 SiteAndGroupProtectionAllowEmailFromGuestUsers:2
 SiteAndGroupProtectionAllowFullAccess:2 SiteAndGroupProtectionAllowLimitedAccess:2
 SiteAndGroupProtectionBlockAccess:2 SiteAndGroupProtectionEnabled:2 SiteAndGroupProtectionLevel:319
 SiteAndGroupProtectionPrivacy:441 SiteExternalSharingControlType:284 TeamsAllowMeetingChat:272
 TeamsAllowPrivateTeamsToBeDiscoverableUsingSearch:14 TeamsAllowedPresenters:270
 TeamsBypassLobbyForDialInUsers:14 TeamsChannelProtectionEnabled:14 TeamsChannelSharedWithExternalTenants:14
 TeamsChannelSharedWithPrivateTeamsOnly:14 TeamsChannelSharedWithSameLabelOnly:14
 TeamsCopyRestrictionEnforced:14 TeamsDetectSensitiveContentDuringScreenSharingEnabled:14 TeamsDisableLobby:14
 TeamsEndToEndEncryptionEnabled:14 TeamsLobbyBypassScope:271 TeamsLobbyRestrictionEnforced:14
 TeamsPresentersRestrictionEnforced:14 TeamsProtectionEnabled:14 TeamsRecordAutomatically:14
 TeamsVideoWatermark:273 TeamsWhoCanRecord:274 Tooltip:1 WhatIf:0
set-labelpolicy Set-LabelPolicy c AddExchangeLocation:3 AddExchangeLocationException:3 AddLabels:3
 AddModernGroupLocation:3 AddModernGroupLocationException:3 AddOneDriveLocation:3 AddOneDriveLocationException:3
 AddPublicFolderLocation:3 AddSharePointLocation:3 AddSharePointLocationException:3 AddSkypeLocation:3
 AddSkypeLocationException:3 AdvancedSettings:13 Comment:1 Confirm:0 ExchangeAdaptiveScopes:3
 ExchangeAdaptiveScopesException:3 Force:0 Identity:9!@1 MigrationId:1 NextLabelPolicy:9 PolicyRBACScopes:3
 PreviousLabelPolicy:9 RemoveExchangeLocation:3 RemoveExchangeLocationException:3 RemoveLabels:3
 RemoveModernGroupLocation:3 RemoveModernGroupLocationException:3 RemoveOneDriveLocation:3
 RemoveOneDriveLocationException:3 RemovePublicFolderLocation:3 RemoveSharePointLocation:3
 RemoveSharePointLocationException:3 RemoveSkypeLocation:3 RemoveSkypeLocationException:3 RetryDistribution:0?
 Setting:13 Settings:13 WhatIf:0
set-ldapdirectory Set-LdapDirectory e BaseDn:1 Confirm:0 Host:1 Id:1!@1 NoSsl:0 Organization:23! Port:4
 TimeoutSec:4 UseSsl:0 WhatIf:0
set-linkeduser Set-LinkedUser ee CertificateSubject:3 Confirm:0 Identity:51!@1 WhatIf:0
set-m365dataatrestencryptionpolicy Set-M365DataAtRestEncryptionPolicy ee AzureKeyIDs:3? Confirm:0 Description:1
 DomainController:11 Enabled:2 Force:0 Identity:49!@0 Name:1 Refresh:0 Replace:0? WhatIf:0
set-m365dataatrestencryptionpolicyassignment Set-M365DataAtRestEncryptionPolicyAssignment e
 DataEncryptionPolicy:49!
set-mailbox Set-Mailbox ee AcceptMessagesOnlyFrom:3+ AcceptMessagesOnlyFromDLMembers:3+
 AcceptMessagesOnlyFromSendersOrMembers:3 AccountDisabled:2 AddressBookPolicy:344 Alias:1
 ApplyMandatoryProperties:0 ArchiveName:3 AuditAdmin:3+ AuditDelegate:3+ AuditEnabled:2 AuditLogAgeLimit:39
 AuditOwner:3+ AutoArchivingEnabled:2 BypassModerationFromSendersOrMembers:3+ CalendarRepairDisabled:2
 CalendarVersionStoreDisabled:2 ClearThrottlingPolicyAssignment:0 Confirm:0 CustomAttribute1:1
 CustomAttribute10:1 CustomAttribute11:1 CustomAttribute12:1 CustomAttribute13:1 CustomAttribute14:1
 CustomAttribute15:1 CustomAttribute2:1 CustomAttribute3:1 CustomAttribute4:1 CustomAttribute5:1
 CustomAttribute6:1 CustomAttribute7:1 CustomAttribute8:1 CustomAttribute9:1 DataEncryptionPolicy:49
 DefaultAuditSet:3 DefaultPublicFolderMailbox:21 DeliverToMailboxAndForward:2 DisplayName:1
 ElcProcessingDisabled:2 EmailAddressDisplayNames:3 EmailAddresses:54+ EnableRoomMailboxAccount:2
 EndDateForRetentionHold:12 EnforcedTimestamps:1 ExcludeFromAllHolds:0 ExcludeFromAllOrgHolds:0
 ExcludeFromOrgHolds:7 ExtensionCustomAttribute1:3+ ExtensionCustomAttribute2:3+ ExtensionCustomAttribute3:3+
 ExtensionCustomAttribute4:3+ ExtensionCustomAttribute5:3+ ExternalOofOptions:395 Force:0 ForwardingAddress:21
 ForwardingSmtpAddress:70 GrantSendOnBehalfTo:3+ GroupMailbox:8 HiddenFromAddressListsEnabled:2 Identity:8!@1
 ImmutableId:1 InactiveMailbox:0 IsExchangeCloudManaged:2? IsExcludedFromServingHierarchy:2 IssueWarningQuota:6
 JournalArchiveAddress:17 Languages:3+ LitigationHoldDate:12 LitigationHoldDuration:6 LitigationHoldEnabled:2
 LitigationHoldOwner:1 MailTip:1 MailTipTranslations:3+ MailboxRegion:1 MaxReceiveSize:6 MaxSendSize:6
 MessageCopyForSMTPClientSubmissionEnabled:2 MessageCopyForSendOnBehalfEnabled:2 MessageCopyForSentAsEnabled:2
 MessageRecallProcessingEnabled:2 MessageTrackingReadStatusEnabled:2 MicrosoftOnlineServicesID:17 ModeratedBy:3+
 ModerationEnabled:2 Name:1 NonCompliantDevices:3 Office:1 Password:47 ProhibitSendQuota:6
 ProhibitSendReceiveQuota:6 ProvideConsent:0 ProvisionedForOfficeGraph:0 PublicFolder:0
 RecalculateInactiveMailbox:0 RecipientLimits:6 RejectMessagesFrom:3+ RejectMessagesFromDLMembers:3+
 RejectMessagesFromSendersOrMembers:3 RemoveComplianceTagHoldApplied:0 RemoveDelayHoldApplied:0
 RemoveDelayReleaseHoldApplied:0 RemoveDisabledArchive:0 RemoveMailboxProvisioningConstraint:0
 RemoveOrphanedHolds:7 RequireSenderAuthenticationEnabled:2 ResourceCapacity:4 ResourceCustom:3+
 RetainDeletedItemsFor:39 RetentionComment:1 RetentionHoldEnabled:2 RetentionPolicy:24 RetentionUrl:1
 RoleAssignmentPolicy:24 RoomMailboxPassword:47 RulesQuota:35 SchedulerAssistant:2
 SendModerationNotifications:48 SharingPolicy:158 SimpleDisplayName:1 SingleItemRecoveryEnabled:2
 StartDateForRetentionHold:12 StsRefreshTokensValidFrom:12 Type:372 UniqueRecipientsCountLimitLevel:507
 UniqueUnrestrictedGroupsLimitEnabled:2 UpdateEnforcedTimestamp:0 UseDatabaseQuotaDefaults:2
 UseDatabaseRetentionDefaults:2 UserCertificate:3 UserSMimeCertificate:3 WhatIf:0 WindowsEmailAddress:17
set-mailboxauditbypassassociation Set-MailboxAuditBypassAssociation ee AuditBypassEnabled:2! Confirm:0
 Identity:263!@1 WhatIf:0
set-mailboxautoreplyconfiguration Set-MailboxAutoReplyConfiguration ee AutoDeclineFutureRequestsWhenOOF:2
 AutoReplyState:455 Confirm:0 CreateOOFEvent:2 DeclineAllEventsForScheduledOOF:2 DeclineEventsForScheduledOOF:2
 DeclineMeetingMessage:1 EndTime:12 EventsToDeleteIDs:7 ExternalAudience:394 ExternalMessage:1 Identity:8!@1
 IgnoreDefaultScope:0 InternalMessage:1 OOFEventSubject:1 StartTime:12 WhatIf:0
set-mailboxcalendarconfiguration Set-MailboxCalendarConfiguration ee AgendaMailEnabled:2
 AgendaMailIntroductionEnabled:2 AgendaPaneEnabled:2 AutoDeclineWhenBusy:2 CalendarFeedsPreferredLanguage:1
 CalendarFeedsPreferredRegion:1 CalendarFeedsRootPageId:1 Confirm:0 ConversationalSchedulingEnabled:2
 CreateEventsFromEmailAsPrivate:2 DailyAgendaMailSchedule:346 DefaultMeetingDuration:4
 DefaultMinutesToReduceLongEventsBy:4 DefaultMinutesToReduceShortEventsBy:4 DefaultOnlineMeetingProvider:454
 DefaultReminderTime:34 DeleteMeetingRequestOnRespond:2 DiningEventsFromEmailEnabled:2
 EntertainmentEventsFromEmailEnabled:2 EventsFromEmailEnabled:2 FirstWeekOfYear:396
 FlightEventsFromEmailEnabled:2 HotelEventsFromEmailEnabled:2 Identity:8?@1 InvoiceEventsFromEmailEnabled:2
 LocationDetailsInFreeBusy:415 MailboxLocation:67 OnlineMeetingsByDefaultEnabled:2
 PackageDeliveryEventsFromEmailEnabled:2 PreserveDeclinedMeetings:2 ReminderSoundEnabled:2 RemindersEnabled:2
 RentalCarEventsFromEmailEnabled:2 ServiceAppointmentEventsFromEmailEnabled:2 ShortenEventScopeDefault:495
 ShowWeekNumbers:2 SkipAgendaMailOnFreeDays:2 TimeIncrement:407 UseBrightCalendarColorThemeInOwa:2
 WeatherEnabled:2 WeatherLocationBookmark:4 WeatherLocations:3+ WeatherUnit:510 WeekStartDay:374 WhatIf:0
 WorkDays:375 WorkingHoursEndTime:34 WorkingHoursStartTime:34 WorkingHoursTimeZone:130 WorkspaceUserEnabled:2
set-mailboxcalendarfolder Set-MailboxCalendarFolder ee Confirm:0 DetailLevel:376 Identity:36!@1
 PublishDateRangeFrom:231 PublishDateRangeTo:231 PublishEnabled:2 ResetUrl:0 SearchableUrlEnabled:2
 SetAsSharingSource:0 SharedCalendarSyncStartDate:12 UseHttps:0 WhatIf:0
set-mailboxfolderpermission Set-MailboxFolderPermission e AccessRights:264! Confirm:0 Identity:36!@1
 SendNotificationToUser:2 SharingPermissionFlags:265 User:137! WhatIf:0
set-mailboximportrequest Set-MailboxImportRequest e AcceptLargeDataLoss:0 AzureSharedAccessSignatureToken:1
 BatchName:1 CompletedRequestAgeLimit:6 Confirm:0 Identity:79!@1 RequestExpiryInterval:6
 SkipInitialConnectionValidation:0 SkipMerging:160 SkippedItemApprovalTime:18 WhatIf:0
set-mailboxirmaccess Set-MailboxIRMAccess e AccessLevel:408! Identity:8!@0 User:38!
set-mailboxjunkemailconfiguration Set-MailboxJunkEmailConfiguration ee BlockedSendersAndDomains:3+ Confirm:0
 ContactsTrusted:2 Enabled:2 FailOnError:2 Identity:8!@1 IgnoreDefaultScope:0 SenderScreeningEnabled:2
 TrustedListsOnly:2 TrustedRecipientsAndDomains:3 TrustedSendersAndDomains:3+ WhatIf:0
set-mailboxmessageconfiguration Set-MailboxMessageConfiguration ee AfterMoveOrDeleteBehavior:345 AlwaysShowBcc:2
 AlwaysShowFrom:2 AutoAddSignature:2 AutoAddSignatureOnMobile:2 AutoAddSignatureOnReply:2
 CheckForForgottenAttachments:2 CheckForReportJunkDialog:2 Confirm:0 ConversationSortOrder:371
 DefaultFontColor:1 DefaultFontFlags:397 DefaultFontName:1 DefaultFontSize:4 DefaultFormat:420
 DefaultSignature:1 DefaultSignatureOnReply:1 DeleteSignatureName:1 DisplayDensityMode:380
 EchoGroupMessageBackToSubscribedSender:2 EmailComposeMode:390 EmptyDeletedItemsOnLogoff:2 FavoritesBitFlags:4
 GlobalReadingPanePosition:421 HideDeletedItems:2 Identity:8!@1 IgnoreDefaultScope:0 IsDarkModeTheme:2
 IsFavoritesFolderTreeCollapsed:2 IsFocusedInboxEnabled:2 IsMailRootFolderTreeCollapsed:2
 IsReplyAllTheDefaultResponse:2 LinkPreviewEnabled:2 MailFolderPaneExpanded:2 MailSendUndoInterval:4
 ManuallyPickCertificate:2 NavigationBarWidth:4 NavigationPaneViewOption:452 NewEnabledPonts:464
 NewItemNotification:453 PreferAccessibleContent:2 PreviewMarkAsReadBehavior:466 PreviewMarkAsReadDelaytime:4
 ReadReceiptResponse:475 ReportJunkSelected:2 SendAddressDefault:1 ShowConversationAsTree:2 ShowInlinePreviews:2
 ShowNotificationBar:2 ShowPreviewTextInListView:2 ShowReadingPaneOnFirstLoad:2 ShowSenderOnTopInListView:2
 ShowUpNext:2 SignatureHtml:1 SignatureHtmlBody:1 SignatureName:1 SignatureText:1 SignatureTextOnMobile:1
 SigningCertificateId:1 SigningCertificateSubject:1 SmimeEncrypt:2 SmimeSign:2 UseDefaultSignatureOnMobile:2
 WebSuggestedRepliesEnabledForUser:2 WhatIf:0
set-mailboxplan Set-MailboxPlan ee Confirm:0 Force:0 Identity:80!@1 IsDefault:0 IssueWarningQuota:6
 MaxReceiveSize:6 MaxSendSize:6 ProhibitSendQuota:6 ProhibitSendReceiveQuota:6 RecipientLimits:6
 RetainDeletedItemsFor:39 RetentionPolicy:24 RoleAssignmentPolicy:24 WhatIf:0
set-mailboxregionalconfiguration Set-MailboxRegionalConfiguration ee Archive:0 Confirm:0 DateFormat:1
 Identity:8?@1 Language:32 LocalizeDefaultFolderName:0 MailboxLocation:67 TimeFormat:1 TimeZone:130
 UseCustomRouting:0 WhatIf:0
set-mailboxrestorerequest Set-MailboxRestoreRequest ee AcceptLargeDataLoss:0 BatchName:1
 CompletedRequestAgeLimit:6 Confirm:0 DomainController:11 Identity:81!@1 InternalFlags:257 Priority:310
 RehomeRequest:0 RemoteHostName:11 RequestExpiryInterval:6 SkipInitialConnectionValidation:0 SkipMerging:160
 SkippedItemApprovalTime:12 SourceWlmLevel:337 TargetWlmLevel:337 WhatIf:0
set-mailboxsearch Set-MailboxSearch ee AllPublicFolderSources:2 AllSourceMailboxes:2 Confirm:0 Description:1
 EndDate:25 EstimateOnly:0 ExcludeDuplicateMessages:2 Force:0 Identity:106!@1 InPlaceHoldEnabled:2
 IncludeKeywordStatistics:0 IncludeUnsearchableItems:2 ItemHoldPeriod:6 Language:32 LogLevel:261
 MessageTypes:260 Name:1 Recipients:7 SearchQuery:1 Senders:7 SourceMailboxes:5 StartDate:25
 StatisticsStartIndex:4 StatusMailRecipients:5 TargetMailbox:8 WhatIf:0
set-mailboxspellingconfiguration Set-MailboxSpellingConfiguration ee CheckBeforeSend:2 Confirm:0
 DictionaryLanguage:497 Identity:8!@1 IgnoreMixedDigits:2 IgnoreUppercase:2 WhatIf:0
set-mailcontact Set-MailContact ee AcceptMessagesOnlyFrom:3+ AcceptMessagesOnlyFromDLMembers:3+
 AcceptMessagesOnlyFromSendersOrMembers:3 Alias:1 BypassModerationFromSendersOrMembers:3+ Confirm:0
 CustomAttribute1:1 CustomAttribute10:1 CustomAttribute11:1 CustomAttribute12:1 CustomAttribute13:1
 CustomAttribute14:1 CustomAttribute15:1 CustomAttribute2:1 CustomAttribute3:1 CustomAttribute4:1
 CustomAttribute5:1 CustomAttribute6:1 CustomAttribute7:1 CustomAttribute8:1 CustomAttribute9:1 DisplayName:1
 EmailAddresses:54+ ExtensionCustomAttribute1:3+ ExtensionCustomAttribute2:3+ ExtensionCustomAttribute3:3+
 ExtensionCustomAttribute4:3+ ExtensionCustomAttribute5:3+ ExternalEmailAddress:70 ForceUpgrade:0
 GrantSendOnBehalfTo:3+ HiddenFromAddressListsEnabled:2 Identity:181!@1 MacAttachmentFormat:136 MailTip:1
 MailTipTranslations:3+ MessageBodyFormat:141 MessageFormat:143 ModeratedBy:3+ ModerationEnabled:2 Name:1
 RejectMessagesFrom:3+ RejectMessagesFromDLMembers:3+ RejectMessagesFromSendersOrMembers:3
 RequireSenderAuthenticationEnabled:2 SendModerationNotifications:48 SimpleDisplayName:1
 UseMapiRichTextFormat:334 UsePreferMessageFormat:2 UserCertificate:3 UserSMimeCertificate:3 WhatIf:0
 WindowsEmailAddress:17
set-mailpublicfolder Set-MailPublicFolder ee AcceptMessagesOnlyFrom:3+ AcceptMessagesOnlyFromDLMembers:3+
 AcceptMessagesOnlyFromSendersOrMembers:3 Alias:1 BypassModerationFromSendersOrMembers:3+ Confirm:0 Contacts:5
 CustomAttribute1:1 CustomAttribute10:1 CustomAttribute11:1 CustomAttribute12:1 CustomAttribute13:1
 CustomAttribute14:1 CustomAttribute15:1 CustomAttribute2:1 CustomAttribute3:1 CustomAttribute4:1
 CustomAttribute5:1 CustomAttribute6:1 CustomAttribute7:1 CustomAttribute8:1 CustomAttribute9:1
 DeliverToMailboxAndForward:2 DisplayName:1 EmailAddressPolicyEnabled:2 EmailAddresses:54+ EntryId:1
 ExtensionCustomAttribute1:3+ ExtensionCustomAttribute2:3+ ExtensionCustomAttribute3:3+
 ExtensionCustomAttribute4:3+ ExtensionCustomAttribute5:3+ ExternalEmailAddress:70 ForwardingAddress:21
 GrantSendOnBehalfTo:3+ HiddenFromAddressListsEnabled:2 Identity:182!@1 IgnoreDefaultScope:0
 IgnoreMissingFolderLink:2 MailTip:1 MailTipTranslations:3+ MaxReceiveSize:6 MaxSendSize:6 ModeratedBy:3+
 ModerationEnabled:2 Name:1 OnPremisesObjectId:19 PhoneticDisplayName:1 PrimarySmtpAddress:17
 RejectMessagesFrom:3+ RejectMessagesFromDLMembers:3+ RejectMessagesFromSendersOrMembers:3
 RequireSenderAuthenticationEnabled:2 SendModerationNotifications:48 SimpleDisplayName:1 WhatIf:0
 WindowsEmailAddress:17
set-mailuser Set-MailUser ee AcceptMessagesOnlyFrom:3+ AcceptMessagesOnlyFromDLMembers:3+
 AcceptMessagesOnlyFromSendersOrMembers:3 Alias:1 ArchiveGuid:19 BypassModerationFromSendersOrMembers:3+
 Confirm:0 CustomAttribute1:1 CustomAttribute10:1 CustomAttribute11:1 CustomAttribute12:1 CustomAttribute13:1
 CustomAttribute14:1 CustomAttribute15:1 CustomAttribute2:1 CustomAttribute3:1 CustomAttribute4:1
 CustomAttribute5:1 CustomAttribute6:1 CustomAttribute7:1 CustomAttribute8:1 CustomAttribute9:1
 DataEncryptionPolicy:49 DisplayName:1 EmailAddresses:54+ EnableLitigationHoldForMigration:0 ExchangeGuid:19
 ExcludeFromAllHolds:0 ExcludeFromAllOrgHolds:0 ExcludeFromOrgHolds:7 ExtensionCustomAttribute1:3+
 ExtensionCustomAttribute2:3+ ExtensionCustomAttribute3:3+ ExtensionCustomAttribute4:3+
 ExtensionCustomAttribute5:3+ ExternalEmailAddress:70 FederatedIdentity:1 ForceUpgrade:0 GrantSendOnBehalfTo:3+
 HVEAccount:0 HiddenFromAddressListsEnabled:2 Identity:53!@1 ImmutableId:1 JournalArchiveAddress:17
 MacAttachmentFormat:136 MailTip:1 MailTipTranslations:3+ MailboxRegion:1 MaxReceiveSize:6 MaxSendSize:6
 MessageBodyFormat:141 MessageFormat:143 MicrosoftOnlineServicesID:17 ModeratedBy:3+ ModerationEnabled:2 Name:1
 Password:47 PrimarySmtpAddress:17 RecalculateInactiveMailUser:0 RecipientLimits:6 RejectMessagesFrom:3+
 RejectMessagesFromDLMembers:3+ RejectMessagesFromSendersOrMembers:3 RemoveComplianceTagHoldApplied:0
 RemoveDelayHoldApplied:0 RemoveDelayReleaseHoldApplied:0 RemoveDisabledArchive:0 RemoveLitigationHoldEnabled:0
 RemoveMailboxProvisioningConstraint:0 RemoveOrphanedHolds:7 RequireSenderAuthenticationEnabled:2
 ResetPasswordOnNextLogon:2 SecondaryAddress:1 SendModerationNotifications:48 SimpleDisplayName:1
 UnblockForwardSyncPostCrossTenantMigration:0 UseMapiRichTextFormat:334 UsePreferMessageFormat:2
 UserCertificate:3 UserSMimeCertificate:3 WhatIf:0 WindowsEmailAddress:17
set-malwarefilterpolicy Set-MalwareFilterPolicy ee AdminDisplayName:1 Confirm:0 CustomExternalBody:1
 CustomExternalSubject:1 CustomFromAddress:17 CustomFromName:1 CustomInternalBody:1 CustomInternalSubject:1
 CustomNotifications:2 EnableExternalSenderAdminNotifications:2 EnableFileFilter:2
 EnableInternalSenderAdminNotifications:2 ExternalSenderAdminAddress:17 FileTypeAction:249 FileTypes:7
 Identity:82!@1 InternalSenderAdminAddress:17 IsPolicyOverrideApplied:2 MakeDefault:0 QuarantineTag:1 WhatIf:0
 ZapEnabled:2
set-malwarefilterrule Set-MalwareFilterRule ee Comments:1 Confirm:0 ExceptIfRecipientDomainIs:10
 ExceptIfSentTo:5 ExceptIfSentToMemberOf:5 Identity:15!@1 MalwareFilterPolicy:82 Name:1 Priority:4
 RecipientDomainIs:10 SentTo:5 SentToMemberOf:5 WhatIf:0
set-managementroleassignment Set-ManagementRoleAssignment ee Confirm:0 CustomRecipientWriteScope:44
 CustomResourceScope:44 Enabled:2 ExclusiveRecipientWriteScope:44 Force:0 Identity:198!@1
 RecipientAdministrativeUnitScope:113? RecipientGroupScope:52? RecipientOrganizationalUnitScope:27
 RecipientRelativeWriteScope:194 WhatIf:0
set-managementroleentry Set-ManagementRoleEntry ee AddParameter:0 Confirm:0 Force:0 Identity:104!@1 Parameters:7
 RemoveParameter:0 WhatIf:0
set-managementscope Set-ManagementScope ee Confirm:0 Force:0 Identity:44!@1 Name:1 RecipientRestrictionFilter:1
 RecipientRoot:27 WhatIf:0
set-messageclassification Set-MessageClassification ee ClassificationID:19 Confirm:0 DisplayName:1
 DisplayPrecedence:227 Identity:183!@1 Name:1 PermissionMenuVisible:2 RecipientDescription:1
 RetainClassificationEnabled:2 SenderDescription:1 WhatIf:0
set-migrationbatch Set-MigrationBatch e AddUsers:0 AllowUnknownColumnsInCsv:2 ApproveSkippedItems:0 CSVData:26
 CompleteAfter:12 Confirm:0 Identity:58!@1 MoveOptions:3 NotificationEmails:3 Partition:8 ReportInterval:34
 SkipMerging:3 SkipMoving:3 SkipReports:2 StartAfter:12 SyncNow:0 Update:0 WhatIf:0
set-migrationconfig Set-MigrationConfig e Confirm:0 Partition:8 WhatIf:0
set-migrationendpoint Set-MigrationEndpoint e AcceptUntrustedCertificates:2 AppSecretKeyVaultUrl:1
 ApplicationId:1 Authentication:166 Confirm:0 Credentials:29 ExchangeServer:1 Identity:46!@1
 MailboxPermission:185 MaxConcurrentIncrementalSyncs:6 MaxConcurrentMigrations:6 NspiServer:1 Partition:8 Port:4
 PublicFolderDatabaseServerLegacyDN:1 RemoteServer:11 RpcProxyServer:11 Security:177
 ServiceAccountKeyFileData:26 SkipVerification:0 SourceMailboxLegacyDN:1 TestMailbox:8 WhatIf:0
set-migrationuser Set-MigrationUser e ApproveSkippedItems:0 CompleteAfter:12 Confirm:0 Identity:68!@1
 Partition:8 StartAfter:12 SyncNow:0 WhatIf:0
set-mobiledevicemailboxpolicy Set-MobileDeviceMailboxPolicy ee AllowApplePushNotifications:2 AllowBluetooth:117
 AllowBrowser:2 AllowCamera:2 AllowConsumerEmail:2 AllowDesktopSync:2 AllowExternalDeviceManagement:2
 AllowGooglePushNotifications:2 AllowHTMLEmail:2 AllowInternetSharing:2 AllowIrDA:2
 AllowMicrosoftPushNotifications:2 AllowMobileOTAUpdate:2 AllowNonProvisionableDevices:2 AllowPOPIMAPEmail:2
 AllowRemoteDesktop:2 AllowSMIMEEncryptionAlgorithmNegotiation:155 AllowSMIMESoftCerts:2 AllowSimplePassword:2
 AllowStorageCard:2 AllowTextMessaging:2 AllowUnsignedApplications:2 AllowUnsignedInstallationPackages:2
 AllowWiFi:2 AlphanumericPasswordRequired:2 ApprovedApplicationList:115 AttachmentsEnabled:2 Confirm:0
 DeviceEncryptionEnabled:2 DevicePolicyRefreshInterval:6 Identity:24!@1 IrmEnabled:2 IsDefault:2
 MaxAttachmentSize:6 MaxCalendarAgeFilter:118 MaxEmailAgeFilter:126 MaxEmailBodyTruncationSize:6
 MaxEmailHTMLBodyTruncationSize:6 MaxInactivityTimeLock:6 MaxPasswordFailedAttempts:6
 MinPasswordComplexCharacters:4 MinPasswordLength:4 Name:1 PasswordEnabled:2 PasswordExpiration:6
 PasswordHistory:4 PasswordRecoveryEnabled:2 RequireDeviceEncryption:2 RequireEncryptedSMIMEMessages:2
 RequireEncryptionSMIMEAlgorithm:127 RequireManualSyncWhenRoaming:2 RequireSignedSMIMEAlgorithm:159
 RequireSignedSMIMEMessages:2 RequireStorageCardEncryption:2 UNCAccessEnabled:2 UnapprovedInROMApplicationList:3
 WSSAccessEnabled:2 WhatIf:0
set-moverequest Set-MoveRequest ee AcceptLargeDataLoss:0 BatchName:1 CompleteAfter:12 CompletedRequestAgeLimit:6
 Confirm:0 Identity:83!@1 IncrementalSyncInterval:34 MoveOptions:3 PreventCompletion:2 ProxyToMailbox:8
 RemoteCredential:29 RemoteGlobalCatalog:11 RemoteHostName:11 RequestExpiryInterval:6 SkipMoving:320
 SkippedItemApprovalTime:12 SourceEndpoint:46 StartAfter:12 SuspendWhenReadyToComplete:2 WhatIf:0
set-myanalyticsfeatureconfig Set-MyAnalyticsFeatureConfig em Feature:1 Identity:1! IsEnabled:2 PrivacyMode:1
 ResultSize:6
set-offlineaddressbook Set-OfflineAddressBook e AddressLists:209 ApplyMandatoryProperties:0
 ConfiguredAttributes:3 Confirm:0 DiffRetentionPeriod:6 FullOabDownloadPreventionThreshold:4 Identity:101!@1
 IsDefault:2 Name:1 Schedule:492 UpgradeFromE14:0 UseDefaultAttributes:0 Versions:3 WhatIf:0
 ZipOabFilesBeforeUploading:2
set-omeconfiguration Set-OMEConfiguration ee BackgroundColor:1 Confirm:0 DisclaimerText:1 EmailText:1
 ExternalMailExpiryInDays:1 Identity:100!@1 Image:26 IntroductionText:1 OTPEnabled:2 PortalText:1
 PrivacyStatementUrl:1 ReadButtonText:1 SocialIdSignIn:2 WhatIf:0
set-omemessagerevocation Set-OMEMessageRevocation e MessageId:1! Revoke:2!
set-onpremisesorganization Set-OnPremisesOrganization ee Comment:1 Confirm:0 HybridDomains:3 Identity:150!@1
 InboundConnector:97 OrganizationName:1 OrganizationRelationship:84 OutboundConnector:59 WhatIf:0
set-organizationconfig Set-OrganizationConfig ee ActionableMessagesExtenalAccessTokenEnabled:2
 ActivityBasedAuthenticationTimeoutEnabled:2 ActivityBasedAuthenticationTimeoutInterval:39
 ActivityBasedAuthenticationTimeoutWithSingleSignOnEnabled:2 AppsForOfficeEnabled:2 AsyncSendEnabled:2
 AuditDisabled:2 AutoArchivingThresholdPercentage:256 AutoEnableArchiveMailbox:2 AutoExpandingArchive:0
 AutodiscoverPartialDirSync:2 AutomaticForcedReadReceiptEnabled:2 BlockMoveMessagesForGroupFolders:2
 BookingsAddressEntryRestricted:2 BookingsAuthEnabled:2 BookingsBlockedWordsEnabled:2
 BookingsCreationOfCustomQuestionsRestricted:2 BookingsEnabled:2 BookingsExposureOfStaffDetailsRestricted:2
 BookingsMembershipApprovalRequired:2 BookingsNamingPolicyEnabled:2 BookingsNamingPolicyPrefix:1
 BookingsNamingPolicyPrefixEnabled:2 BookingsNamingPolicySuffix:1 BookingsNamingPolicySuffixEnabled:2
 BookingsNotesEntryRestricted:2 BookingsPaymentsEnabled:2 BookingsPhoneNumberEntryRestricted:2
 BookingsSearchEngineIndexDisabled:2 BookingsSmsMicrosoftEnabled:2 BookingsSocialSharingRestricted:2
 ByteEncoderTypeFor7BitCharsets:4 CalendarVersionStoreEnabled:2 ComplianceMLBgdCrawlEnabled:2 Confirm:0
 ConnectorsActionableMessagesEnabled:2 ConnectorsEnabled:2 ConnectorsEnabledForOutlook:2
 ConnectorsEnabledForSharepoint:2 ConnectorsEnabledForTeams:2 ConnectorsEnabledForYammer:2
 CustomerLockboxEnabled:2 DLPViaDcsEnabled:2 DLPWaitOnSendEnabled:2 DLPWaitOnSendTimeout:256
 DefaultAuthenticationPolicy:116 DefaultFolderPermissionRestricted:2 DefaultGroupAccessType:450
 DefaultMinutesToReduceLongEventsBy:4 DefaultMinutesToReduceShortEventsBy:4 DefaultPublicFolderAgeLimit:39
 DefaultPublicFolderDeletedItemRetention:39 DefaultPublicFolderIssueWarningQuota:6
 DefaultPublicFolderMaxItemSize:6 DefaultPublicFolderMovedItemRetention:39
 DefaultPublicFolderProhibitPostQuota:6 DelayedDelicensingEnabled:2 DirectReportsGroupAutoCreationEnabled:2
 DisablePlusAddressInRecipients:2 DistributionGroupDefaultOU:27 DistributionGroupNameBlockedWordsList:3
 DistributionGroupNamingPolicy:382 ElcProcessingDisabled:2 EnableForwardingAddressSyncForMailboxes:2
 EnableOutlookEvents:2 EndUserDLUpgradeFlowsDisabled:2 EndUserMailNotificationForDelayedDelicensingEnabled:2
 EnforceExoAppRbacPermissions:2 EnforceShortenEventSetting:0 EwsAllowEntourage:2 EwsAllowList:3+
 EwsAllowMacOutlook:2 EwsAllowOutlook:2 EwsAllowedAppIDs:1 EwsApplicationAccessPolicy:244 EwsBlockList:3+
 EwsEnabled:2 ExchangeAttributesCloudManagedByDefault:0 ExchangeAttributesServerManagedByDefault:0
 ExchangeNotificationEnabled:2 ExchangeNotificationRecipients:3 FindTimeAttendeeAuthenticationEnabled:2
 FindTimeAutoScheduleDisabled:2 FindTimeLockPollForAttendeesEnabled:2 FindTimeOnlineMeetingOptionDisabled:2
 FocusedInboxOn:2 HierarchicalAddressBookRoot:509 HybridRSVPEnabled:2 IPListBlocked:3+ InRegionRoutingEnabled:2
 IsAgendaMailEnabled:2 IsGroupFoldersAndRulesEnabled:2 IsGroupMemberAllowedToEditContent:2 LeanPopoutEnabled:2
 LinkPreviewEnabled:2 MailTipsAllTipsEnabled:2 MailTipsExternalRecipientsTipsEnabled:2
 MailTipsGroupMetricsEnabled:2 MailTipsLargeAudienceThreshold:41 MailTipsMailboxSourcedTipsEnabled:2
 MaskClientIpInReceivedHeadersEnabled:2 MatchSenderOrganizerProperties:2 MessageHighlightsEnabled:2
 MessageRecallAlertRecipientsEnabled:2 MessageRecallAlertRecipientsReadMessagesOnlyEnabled:2
 MessageRecallEnabled:14 MessageRecallMaxRecallableAge:435 MessageRemindersEnabled:2 MobileAppEducationEnabled:2
 OAuth2ClientProfileEnabled:2 OnlineMeetingsByDefaultEnabled:2 OutlookGifPickerDisabled:2
 OutlookMobileGCCRestrictionsEnabled:2 OutlookMobileHelpShiftEnabled:2 OutlookMobileSingleAccountEnabled:2
 OutlookPayEnabled:2 OutlookTextPredictionDisabled:2 PerTenantSwitchToESTSEnabled:2
 PostponeRoamingSignaturesUntilLater:2 PreferredInternetCodePageForShiftJis:4 PublicComputersDetectionEnabled:2
 PublicFolderShowClientControl:2 PublicFoldersEnabled:470 ReadTrackingEnabled:2 RecallReadMessagesEnabled:14
 RecipientDelimiters:2 RefreshSessionEnabled:2 RejectDirectSend:2 RemotePublicFolderMailboxes:3
 RequiredCharsetCoverage:4 SendFromAliasEnabled:2 SharedDomainEmailAddressFlowEnabled:2
 ShortenEventScopeDefault:494? SiteMailboxCreationURL:33 SmtpActionableMessagesEnabled:2
 TenantAdminNotificationForDelayedDelicensingEnabled:2 TwoClickMailPreviewEnabled:2
 UnblockUnsafeSenderPromptEnabled:2 VisibleMeetingUpdateProperties:1 WebPushNotificationsDisabled:2
 WebSuggestedRepliesDisabled:2 WhatIf:0 WorkspaceTenantEnabled:2
set-organizationrelationship Set-OrganizationRelationship ee ArchiveAccessEnabled:2 Confirm:0
 DeliveryReportEnabled:2 DomainNames:3 Enabled:2 Force:0 FreeBusyAccessEnabled:2 FreeBusyAccessLevel:250
 FreeBusyAccessScope:52 Identity:84!@1 MailTipsAccessEnabled:2 MailTipsAccessLevel:262 MailTipsAccessScope:52
 MailboxMoveCapability:266 MailboxMoveEnabled:2 MailboxMovePublishedScopes:3+ Name:1 OAuthApplicationId:1
 OrganizationContact:17 PhotosEnabled:2 TargetApplicationUri:33 TargetAutodiscoverEpr:33 TargetOwaURL:33
 TargetSharingEpr:33 WhatIf:0
set-organizationsegment Set-OrganizationSegment c Identity:9!@0 UserGroupFilter:1
set-outboundconnector Set-OutboundConnector ee AllAcceptedDomains:2 CloudServicesMailEnabled:2 Comment:1
 Confirm:0 ConnectorSource:163 ConnectorType:164 Enabled:2 Identity:59!@1 IsTransportRuleScoped:2 IsValidated:2
 LastValidationTimestamp:12 MtaStsMode:288 Name:1 RecipientDomains:3 RouteAllMessagesViaOnPremises:2
 SenderRewritingEnabled:2 SmartHosts:3 SmtpDaneMode:321 TestMode:2 TlsDomain:161 TlsSettings:331 UseMXRecord:2
 ValidationRecipients:7 WhatIf:0
set-outlookprotectionrule Set-OutlookProtectionRule e ApplyRightsProtectionTemplate:61 Confirm:0 Force:0
 FromDepartment:7 Identity:15!@1 Name:1 Priority:4 SentTo:3 SentToScope:90 UserCanOverride:2 WhatIf:0
set-owamailboxpolicy Set-OwaMailboxPolicy e AccountTransferEnabled:2 ActionForUnknownFileAndMIMETypes:352
 ActiveSyncIntegrationEnabled:2 AdditionalAccountsEnabled:14 AdditionalStorageProvidersAvailable:2
 AllAddressListsEnabled:2 AllowCopyContactsToDeviceAddressBook:2 AllowOfflineOn:347 AllowedFileTypes:3+
 AllowedMimeTypes:3+ AllowedOrganizationAccountDomains:7 AttachmentsOfflineEnabledWin:2 BizBarEnabled:2
 BlockedFileTypes:3+ BlockedMimeTypes:3+ BookingsMailboxCreationEnabled:2 BookingsMailboxDomain:1
 BulkImportEMLEnabled:358 CalendarEnabled:2 ChangePasswordEnabled:2 ChangeSettingsAccountEnabled:14
 ClassicAttachmentsEnabled:2 ConditionalAccessPolicy:461 Confirm:0 ContactsEnabled:2 DefaultClientLanguage:4
 DefaultTheme:1 DelegateAccessEnabled:2 DirectFileAccessOnPrivateComputersEnabled:2
 DirectFileAccessOnPublicComputersEnabled:2 DisableFacebook:0 DisplayPhotosEnabled:2 EmptyStateEnabled:2
 ExplicitLogonEnabled:2 ExternalImageProxyEnabled:2 ExternalSPMySiteHostURL:1 FeedbackEnabled:2
 ForceSaveAttachmentFilteringEnabled:2 ForceSaveFileTypes:3+ ForceSaveMimeTypes:3+
 ForceWacViewingFirstOnPrivateComputers:2 ForceWacViewingFirstOnPublicComputers:2 FreCardsEnabled:2
 GlobalAddressListEnabled:2 GroupCreationEnabled:2 HideClassicOutlookToggleOut:14 IRMEnabled:2 Identity:24!@1
 InstantMessagingEnabled:2 InstantMessagingType:413 InterestingCalendarsEnabled:2 InternalSPMySiteHostURL:1
 IsDefault:0 ItemsToOtherAccountsEnabled:14 JournalEnabled:2 LinkedInEnabled:2 LocalEventsEnabled:2
 LogonAndErrorLanguage:4 MessagePreviewsDisabled:2 MonthlyUpdatesEnabled:2 Name:1 NotesEnabled:2
 NpsSurveysEnabled:2 OWALightEnabled:2 OfflineEnabledWeb:2 OfflineEnabledWin:2 OnSendAddinsEnabled:2
 OneDriveAttachmentsEnabled:2 OneWinNativeOutlookEnabled:14 OrganizationEnabled:2 OutboundCharset:456
 OutlookBetaToggleEnabled:2 OutlookDataFile:457 OutlookNewslettersAccessLevel:458
 OutlookNewslettersReactions:292 OutlookNewslettersShowMore:292 PersonalAccountCalendarsEnabled:2
 PersonalAccountsEnabled:14 PersonalBookingsDisabled:2 PhoneticSupportEnabled:2 PlacesEnabled:2
 PremiumClientEnabled:2 PrintWithoutDownloadEnabled:2 ProjectMocaEnabled:2 PublicFoldersEnabled:2
 RecoverDeletedItemsEnabled:2 ReferenceAttachmentsEnabled:2 RemindersAndNotificationsEnabled:2
 ReportJunkEmailEnabled:2 RulesEnabled:2 SMimeSuppressNameChecksEnabled:2 SatisfactionEnabled:2
 SaveAttachmentsToCloudEnabled:2 SearchFoldersEnabled:2 SetPhotoEnabled:2 SetPhotoURL:1
 ShowOnlineArchiveEnabled:2 SignaturesEnabled:2 SilverlightEnabled:2
 SkipCreateUnifiedGroupCustomSharepointClassification:2 SpellCheckerEnabled:2 TasksEnabled:2
 TeamSnapCalendarsEnabled:2 TextMessagingEnabled:2 ThemeSelectionEnabled:2 UMIntegrationEnabled:2 UseGB18030:2
 UseISO885915:2 UserVoiceEnabled:2 WSSAccessOnPrivateComputersEnabled:2 WSSAccessOnPublicComputersEnabled:2
 WacEditingEnabled:2 WacExternalServicesEnabled:2 WacOMEXEnabled:2 WacViewingOnPrivateComputersEnabled:2
 WacViewingOnPublicComputersEnabled:2 WeatherEnabled:2 WebPartsFrameOptionsType:511 WhatIf:0
set-partnerapplication Set-PartnerApplication ee AcceptSecurityIdentifierInformation:2 AccountType:329
 ActAsPermissions:7 ApplicationIdentifier:1 Confirm:0 Enabled:2 Identity:186!@1 LinkedAccount:51 Name:1 WhatIf:0
set-perimeterconfig Set-PerimeterConfig ee Confirm:0 GatewayIPAddresses:3 Identity:23@1 WhatIf:0
set-phishsimoverridepolicy Set-PhishSimOverridePolicy e Comment:1 Confirm:0 DomainController:11 Enabled:2
 Force:0 Identity:9!@0 WhatIf:0
set-place Set-Place e AudioDeviceName:1 Building:1 Capacity:31 City:1 Confirm:0 CountryOrRegion:171
 DisplayDeviceName:1 Floor:31 FloorLabel:1 GeoCoordinates:176 Identity:21!@0 IsWheelChairAccessible:2 Label:1
 MTREnabled:2 ParentId:1 Phone:1 PostalCode:1 State:1 Street:1 Tags:7 VideoDeviceName:1 WhatIf:0
set-policyconfig Set-PolicyConfig c AggregationTimeWindowForDlpAlerts:499 CaseHoldPolicyLimit:4
 ClassificationScheme:363 ComplianceUrl:1 Confirm:0 DlpAppGroups:28 DlpAppGroupsPsws:28 DlpExtensionGroups:28
 DlpNetworkShareGroups:13 DlpPrinterGroups:13 DlpRemovableMediaGroups:13 DocumentIsUnsupportedSeverity:62
 EnableAdvancedRuleBuilder:2 EnableLabelCoauth:2 EnableSpoAipMigration:2 EndpointDlpGlobalSettings:28
 EndpointDlpGlobalSettingsPsws:28 ExtendTeamsDlpPoliciesToSharePointOneDrive:2 Identity:23@0
 InformationBarrierMode:409 InformationBarrierPeopleSearchRestriction:410 IsDlpSimulationOptedIn:2
 IsUserBaseDlpAlertAggregationEnabled:2 MigrateLabelScheme:0 MigrateLabelSchemeDisplayNames:199
 OnPremisesWorkload:109 ProcessingLimitExceededSeverity:62 PurviewLabelConsent:2 ReservedForFutureUse:2
 RetentionForwardCrawl:2 RuleErrorAction:187 SenderAddressLocation:462 SiteGroups:28 SiteGroupsPsws:28 WhatIf:0
set-policytipconfig Set-PolicyTipConfig e Confirm:0 Identity:188!@1 Value:1 WhatIf:0
set-protectionalert Set-ProtectionAlert c AggregationType:212 AlertBy:3 AlertFor:3 Category:213 Comment:1
 Confirm:0 Description:1 Disabled:2 Filter:1 Identity:16!@1 NotificationCulture:32 NotificationEnabled:2
 NotifyUser:3 NotifyUserOnFilterMatch:2 NotifyUserSuppressionExpiryDate:12 NotifyUserThrottleThreshold:4
 NotifyUserThrottleWindow:4 Operation:3 PrivacyManagementScopedSensitiveInformationTypes:3
 PrivacyManagementScopedSensitiveInformationTypesForCounting:3
 PrivacyManagementScopedSensitiveInformationTypesThreshold:162 Severity:62 Threshold:4 TimeWindow:4
 VolumeThreshold:162 WhatIf:0
set-publicfolder Set-PublicFolder e AgeLimit:39 Confirm:0 EformsLocaleId:32 Force:0 Identity:40!@1
 IssueWarningQuota:6 MailEnabled:2 MailRecipientGuid:19 MaxItemSize:6 Name:1 Path:40 PerUserReadStateEnabled:2
 ProhibitPostQuota:6 RetainDeletedItemsFor:39 WhatIf:0
set-quarantinepermissions Set-QuarantinePermissions ee PermissionToAllowSender:2@1 PermissionToBlockSender:2@2
 PermissionToDelete:2@3 PermissionToDownload:2@4 PermissionToPreview:2@5 PermissionToRelease:2@6
 PermissionToRequestRelease:2@7 PermissionToViewHeader:2@8 QuarantinePermissionsObject:192!
set-quarantinepolicy Set-QuarantinePolicy ee AdminNotificationFrequencyInDays:4 AdminNotificationLanguage:76
 AdminNotificationsEnabled:2 AdminQuarantinePermissionsList:3 Confirm:0 CustomDisclaimer:1 DomainController:11
 ESNEnabled:2 EndUserQuarantinePermissions:192 EndUserQuarantinePermissionsValue:4
 EndUserSpamNotificationCustomFromAddress:1 EndUserSpamNotificationFrequency:34
 EndUserSpamNotificationFrequencyInDays:4 EndUserSpamNotificationLanguage:76 EsnCustomSubject:3 Identity:193!@0
 IgnoreDehydratedFlag:0 IncludeMessagesFromBlockedSenderAddress:2 MultiLanguageCustomDisclaimer:3
 MultiLanguageSenderName:3 MultiLanguageSetting:3 OrganizationBrandingEnabled:2 QuarantineRetentionDays:4
 WhatIf:0
set-recordreviewnotificationtemplateconfig Set-RecordReviewNotificationTemplateConfig c
 CustomizedNotificationDataString:1 CustomizedReminderDataString:1 IsCustomizedNotificationTemplate:2!
 IsCustomizedReminderTemplate:2!
set-regulatorycomplianceui Set-RegulatoryComplianceUI c Enabled:2!
set-remotedomain Set-RemoteDomain e AllowedOOFType:349 AutoForwardEnabled:2 AutoReplyEnabled:2
 ByteEncoderTypeFor7BitCharsets:359 CharacterSet:1 Confirm:0 ContentType:370 DeliveryReportEnabled:2
 DisplaySenderName:2 Identity:195!@1 IsInternal:2 LineWrapSize:6 MeetingForwardNotificationEnabled:2
 NDRDiagnosticInfoEnabled:2 NDREnabled:2 Name:1 NonMimeCharacterSet:1 PreferredInternetCodePageForShiftJis:465
 RequiredCharsetCoverage:4 TNEFEnabled:2 TargetDeliveryDomain:2 TrustedMailInboundEnabled:2
 TrustedMailOutboundEnabled:2 UseSimpleDisplayName:2 WhatIf:0
set-reportsubmissionpolicy Set-ReportSubmissionPolicy e Confirm:0 DisableQuarantineReportingOption:2
 DisableUserSubmissionOptions:2 EnableCustomNotificationSender:2 EnableCustomizedMsg:2
 EnableOrganizationBranding:2 EnableReportToMicrosoft:2 EnableThirdPartyAddress:2 EnableUserEmailNotification:2
 Identity:102!@0 JunkReviewResultMessage:1 MultiLanguagePostSubmitMessageButtonLinkForJunk:3
 MultiLanguagePostSubmitMessageButtonLinkForPhishing:3 MultiLanguagePostSubmitMessageButtonTextForJunk:3
 MultiLanguagePostSubmitMessageButtonTextForPhishing:3 MultiLanguagePostSubmitMessageForJunk:3
 MultiLanguagePostSubmitMessageForPhishing:3 MultiLanguagePostSubmitMessageTitleForJunk:3
 MultiLanguagePostSubmitMessageTitleForPhishing:3 MultiLanguagePreSubmitMessageButtonLinkForJunk:3
 MultiLanguagePreSubmitMessageButtonLinkForNotJunk:3 MultiLanguagePreSubmitMessageButtonLinkForPhishing:3
 MultiLanguagePreSubmitMessageButtonTextForJunk:3 MultiLanguagePreSubmitMessageButtonTextForNotJunk:3
 MultiLanguagePreSubmitMessageButtonTextForPhishing:3 MultiLanguagePreSubmitMessageForJunk:3
 MultiLanguagePreSubmitMessageForNotJunk:3 MultiLanguagePreSubmitMessageForPhishing:3
 MultiLanguagePreSubmitMessageTitleForJunk:3 MultiLanguagePreSubmitMessageTitleForNotJunk:3
 MultiLanguagePreSubmitMessageTitleForPhishing:3 MultiLanguageSetting:3 NotJunkReviewResultMessage:1
 NotificationFooterMessage:1 NotificationSenderAddress:3
 NotificationsForCleanSubmissionAirInvestigationsEnabled:2
 NotificationsForPhishMalwareSubmissionAirInvestigationsEnabled:2
 NotificationsForSpamSubmissionAirInvestigationsEnabled:2 NotificationsForSubmissionAirInvestigationsEnabled:2
 OnlyShowPhishingDisclaimer:2 PhishingReviewResultMessage:1 PostSubmitMessage:1 PostSubmitMessageEnabled:2
 PostSubmitMessageForJunk:1 PostSubmitMessageForNotJunk:1 PostSubmitMessageForPhishing:1
 PostSubmitMessageTitle:1 PostSubmitMessageTitleForJunk:1 PostSubmitMessageTitleForNotJunk:1
 PostSubmitMessageTitleForPhishing:1 PreSubmitMessage:1 PreSubmitMessageEnabled:2 PreSubmitMessageForJunk:1
 PreSubmitMessageForNotJunk:1 PreSubmitMessageForPhishing:1 PreSubmitMessageTitle:1
 PreSubmitMessageTitleForJunk:1 PreSubmitMessageTitleForNotJunk:1 PreSubmitMessageTitleForPhishing:1
 ReportChatMessageEnabled:2 ReportChatMessageToCustomizedAddressEnabled:2 ReportJunkAddresses:3
 ReportJunkToCustomizedAddress:2 ReportNotJunkAddresses:3 ReportNotJunkToCustomizedAddress:2
 ReportPhishAddresses:3 ReportPhishToCustomizedAddress:2 ThirdPartyReportAddresses:3 UserSubmissionOptions:4
 UserSubmissionOptionsMessage:1 WhatIf:0
set-reportsubmissionrule Set-ReportSubmissionRule e Comments:1 Confirm:0 Identity:15!@0 Name:1
 ReportSubmissionPolicy:102 SentTo:5 WhatIf:0
set-resourceconfig Set-ResourceConfig e Confirm:0 ResourcePropertySchema:3+ WhatIf:0
set-retentioncompliancepolicy Set-RetentionCompliancePolicy c AddAdaptiveScopeLocation:3 AddExchangeLocation:3
 AddExchangeLocationException:3 AddModernGroupLocation:3 AddModernGroupLocationException:3 AddOneDriveLocation:3
 AddOneDriveLocationException:3 AddPublicFolderLocation:3 AddSharePointLocation:3
 AddSharePointLocationException:3 AddSkypeLocation:3 AddSkypeLocationException:3 AddTeamsChannelLocation:3
 AddTeamsChannelLocationException:3 AddTeamsChatLocation:3 AddTeamsChatLocationException:3 Applications:3
 Comment:1 Confirm:0 DeletedResources:1 Enabled:2 EnforceSimulationPolicy:2 Force:0 Identity:9!@1
 PolicyRBACScopes:3 PolicyTemplateInfo:13 PriorityCleanup:0 RemoveAdaptiveScopeLocation:3
 RemoveExchangeLocation:3 RemoveExchangeLocationException:3 RemoveModernGroupLocation:3
 RemoveModernGroupLocationException:3 RemoveOneDriveLocation:3 RemoveOneDriveLocationException:3
 RemovePublicFolderLocation:3 RemoveSharePointLocation:3 RemoveSharePointLocationException:3
 RemoveSkypeLocation:3 RemoveSkypeLocationException:3 RemoveTeamsChannelLocation:3
 RemoveTeamsChannelLocationException:3 RemoveTeamsChatLocation:3 RemoveTeamsChatLocationException:3
 RestrictiveRetention:2 RetryDistribution:0 StartSimulation:2 WhatIf:0
set-retentioncompliancerule Set-RetentionComplianceRule c ApplyComplianceTag:1 Comment:1 Confirm:0
 ContentContainsSensitiveInformation:28 ContentDateFrom:12 ContentDateTo:12 ContentMatchQuery:1
 ExcludedItemClasses:3 ExpirationDateOption:1 IRMRiskyUserProfiles:1 Identity:16!@1 PriorityCleanup:0
 RetentionComplianceAction:1 RetentionDuration:6 RetentionDurationDisplayHint:77 WhatIf:0
set-retentionpolicy Set-RetentionPolicy ee Confirm:0 Force:0 Identity:24!@1 IsDefault:0
 IsDefaultArbitrationMailbox:0 Name:1 RetentionId:19 RetentionPolicyTagLinks:197 WhatIf:0
set-retentionpolicytag Set-RetentionPolicyTag e AgeLimitForRetention:39 Comment:1 Confirm:0 Force:0
 Identity:196?@1 LegacyManagedFolder:387 LocalizedComment:3 LocalizedRetentionPolicyTagName:3 Mailbox:8?
 MessageClass:1 MustDisplayCommentEnabled:2 Name:1 OptionalInMailbox:197 RetentionAction:311 RetentionEnabled:2
 RetentionId:19 SystemTag:2 WhatIf:0
set-rmstemplate Set-RMSTemplate ee Confirm:0 Identity:61!@1 Type:312! WhatIf:0
set-roleassignmentpolicy Set-RoleAssignmentPolicy e Confirm:0 Description:1 Identity:24!@1 IsDefault:0 Name:1
 WhatIf:0
set-rolegroup Set-RoleGroup ece BypassSecurityGroupManagerCheck:0 Confirm:0 Description:1 DisplayName:1 Force:0
 Identity:86!@1 ManagedBy:3 Name:1 WellKnownObject:1 WhatIf:0
set-safeattachmentpolicy Set-SafeAttachmentPolicy e Action:316 AdminDisplayName:1 Confirm:0 Enable:2
 Identity:72!@1 QuarantineTag:1 Redirect:2 RedirectAddress:17 WhatIf:0
set-safeattachmentrule Set-SafeAttachmentRule e Comments:1 Confirm:0 ExceptIfRecipientDomainIs:10
 ExceptIfSentTo:5 ExceptIfSentToMemberOf:5 Identity:15!@1 Name:1 Priority:4 RecipientDomainIs:10
 SafeAttachmentPolicy:72 SentTo:5 SentToMemberOf:5 WhatIf:0
set-safelinkspolicy Set-SafeLinksPolicy e AdminDisplayName:1 AllowClickThrough:2 Confirm:0
 CustomNotificationText:1 DeliverMessageAfterScan:2 DisableUrlRewrite:2 DoNotRewriteUrls:3
 EnableForInternalSenders:2 EnableOrganizationBranding:2 EnableSafeLinksForEmail:2 EnableSafeLinksForOffice:2
 EnableSafeLinksForTeams:2 Identity:73!@1 LocalizedNotificationTextList:251 ScanUrls:2 TrackClicks:2
 UseTranslatedNotificationText:2 WhatIf:0
set-safelinksrule Set-SafeLinksRule e Comments:1 Confirm:0 ExceptIfRecipientDomainIs:10 ExceptIfSentTo:5
 ExceptIfSentToMemberOf:5 Identity:15!@1 Name:1 Priority:4 RecipientDomainIs:10 SafeLinksPolicy:73 SentTo:5
 SentToMemberOf:5 WhatIf:0
set-secopsoverridepolicy Set-SecOpsOverridePolicy e AddSentTo:3 Comment:1 Confirm:0 DomainController:11
 Enabled:2 Force:0 Identity:9!@0 RemoveSentTo:3 WhatIf:0
set-sensitiveinformationscan Set-SensitiveInformationScan c AddEndpointDlpLocation:3
 AddEndpointDlpLocationException:3 AddExchangeLocation:3 AddOneDriveLocation:3 AddOneDriveLocationException:3
 AddSharePointLocation:3 AddSharePointLocationException:3 AddTeamsLocation:3 AddTeamsLocationException:3
 CancelScan:2 Comment:1 Confirm:0 ExceptIfOneDriveSharedBy:5 ExceptIfOneDriveSharedByMemberOf:5
 ExchangeSender:30 ExchangeSenderException:30 ExchangeSenderMemberOf:5 ExchangeSenderMemberOfException:5
 Identity:9!@0 Mode:69 OneDriveSharedBy:5 OneDriveSharedByMemberOf:5 PolicyRBACScopes:3
 RemoveEndpointDlpLocation:3 RemoveEndpointDlpLocationException:3 RemoveExchangeLocation:3
 RemoveOneDriveLocation:3 RemoveOneDriveLocationException:3 RemoveSharePointLocation:3
 RemoveSharePointLocationException:3 RemoveTeamsLocation:3 RemoveTeamsLocationException:3
 StartImpactAssessment:2 StopImpactAssessmentAndStartClassification:2 WhatIf:0
set-sensitiveinformationscanrule Set-SensitiveInformationScanRule c Comment:1 Confirm:0
 ContentCreatedOrUpdatedDateFrom:18 ContentCreatedOrUpdatedDateTo:18 ContentExtensionMatchesWords:3
 ContentPropertyContainsWords:3 ExceptIfContentExtensionMatchesWords:3 ExceptIfContentPropertyContainsWords:3
 Identity:16!@0 StartImpactAssessment:2 WhatIf:0 Workload:296
set-serviceprincipal Set-ServicePrincipal ece Confirm:0 DisplayName:1 Identity:107!
 OverrideEnforceExoAppRbacPermissions:2 WhatIf:0
set-sharingpolicy Set-SharingPolicy ee Confirm:0 Default:0 Domains:3 Enabled:2 Identity:158!@1 Name:1 WhatIf:0
set-smimeconfig Set-SmimeConfig e Confirm:0 Identity:23@1 NoSignOnReply:2
 OWAAllowUserChoiceOfSigningCertificate:2 OWAAlwaysEncrypt:2 OWAAlwaysSign:2 OWABCCEncryptedEmailForking:41
 OWACRLConnectionTimeout:41 OWACRLRetrievalTimeout:41 OWACheckCRLOnSend:2 OWAClearSign:2
 OWACopyRecipientHeaders:2 OWADLExpansionTimeout:41 OWADisableCRLCheck:2 OWAEncryptTemporaryBuffers:2
 OWAEncryptionAlgorithms:1 OWAForceSMIMEClientUpgrade:2 OWAIncludeCertificateChainAndRootCertificate:2
 OWAIncludeCertificateChainWithoutRootCertificate:2 OWAIncludeSMIMECapabilitiesInMessage:2 OWAOnlyUseSmartCard:2
 OWASenderCertificateAttributesToDisplay:1 OWASignedEmailCertificateInclusion:2 OWASigningAlgorithms:1
 OWATripleWrapSignedEncryptedMail:2 OWAUseKeyIdentifier:2 OWAUseSecondaryProxiesWhenFindingCertificates:2
 SMIMECertificateIssuingCA:26 WhatIf:0
set-supervisoryreviewpolicyv2 Set-SupervisoryReviewPolicyV2 c AddReviewers:7 Comment:1 Confirm:0 Enabled:2
 Force:0 Identity:9!@1 PolicyRBACScopes:3 PolicyTemplate:1 PreservationPeriodInDays:4 RemoveReviewers:7
 RetentionPeriodInDays:4 Reviewers:7 UserReportingWorkloads:7 WhatIf:0
set-supervisoryreviewrule Set-SupervisoryReviewRule c AdvancedRule:1 CcsiDataModelOperator:1 Condition:1
 Confirm:0 ContentContainsSensitiveInformation:28 ContentMatchesDataModel:1 ContentSources:7 DayXInsights:2
 ExceptIfFrom:3 ExceptIfRecipientDomainIs:3 ExceptIfRevieweeIs:3 ExceptIfSenderDomainIs:3 ExceptIfSentTo:3
 ExceptIfSubjectOrBodyContainsWords:3 From:3 Identity:16!@1 InPurviewFilter:1 IncludeAdaptiveScopes:7 Ocr:2
 PolicyRBACScopes:3 SamplingRate:4 SentTo:3 WhatIf:0
set-sweeprule Set-SweepRule e Confirm:0 DestinationFolder:36 Enabled:2 Identity:108!@1 KeepForDays:4
 KeepLatest:4 Mailbox:8 Name:1 Provider:1 Sender:21 SourceFolder:36 SystemCategory:330 WhatIf:0
set-teamsprotectionpolicy Set-TeamsProtectionPolicy e AdminDisplayName:1 Confirm:0
 HighConfidencePhishQuarantineTag:1 Identity:200!@1 MalwareQuarantineTag:1 WhatIf:0 ZapEnabled:2
set-teamsprotectionpolicyrule Set-TeamsProtectionPolicyRule e Comments:1 Confirm:0 ExceptIfRecipientDomainIs:10
 ExceptIfSentTo:5 ExceptIfSentToMemberOf:5 Identity:15!@1 WhatIf:0
set-tenantallowblocklistitems Set-TenantAllowBlockListItems ece Allow:0 Block:0 Entries:7? ExpirationDate:12
 Ids:7? ListSubType:180 ListType:135! NoExpiration:0 Notes:1 OutputJson:0 RemoveAfter:4
set-tenantallowblocklistspoofitems Set-TenantAllowBlockListSpoofItems ece Action:1! Confirm:0 Identity:57!@0
 Ids:7! WhatIf:0
set-textmessagingaccount Set-TextMessagingAccount e Confirm:0 CountryRegionId:478 Identity:8!@1
 IgnoreDefaultScope:0 MobileOperatorId:4 NotificationPhoneNumber:386 WhatIf:0
set-transportconfig Set-TransportConfig e AddressBookPolicyRoutingEnabled:2 AllowLegacyTLSClients:14
 ClearCategories:2 Confirm:0 ConvertDisclaimerWrapperToEml:2 DSNConversionMode:373 ExternalDelayDsnEnabled:2
 ExternalDsnDefaultLanguage:32 ExternalDsnLanguageDetectionEnabled:2 ExternalDsnReportingAuthority:89
 ExternalDsnSendHtml:2 ExternalPostmasterAddress:17 Force:0 HeaderPromotionModeSetting:404
 InternalDelayDsnEnabled:2 InternalDsnDefaultLanguage:32 InternalDsnLanguageDetectionEnabled:2
 InternalDsnReportingAuthority:89 InternalDsnSendHtml:2 JournalMessageExpirationDays:4 JournalingReportNdrTo:17
 MaxRecipientEnvelopeLimit:6 MessageExpiration:39 PreventDuplicateJournalingEnabled:2
 ReplyAllStormBlockDurationHours:4 ReplyAllStormDetectionMinimumRecipients:4
 ReplyAllStormDetectionMinimumReplies:4 ReplyAllStormProtectionEnabled:2 Rfc2231EncodingEnabled:2
 SmtpClientAuthenticationDisabled:2 VoicemailJournalingEnabled:2 WhatIf:0
set-transportrule Set-TransportRule ee ADComparisonAttribute:110 ADComparisonOperator:129 ActivationDate:12
 AddManagerAsRecipientType:208 AddToRecipients:5 AnyOfCcHeader:5 AnyOfCcHeaderMemberOf:5
 AnyOfRecipientAddressContainsWords:10 AnyOfRecipientAddressMatchesPatterns:20 AnyOfToCcHeader:5
 AnyOfToCcHeaderMemberOf:5 AnyOfToHeader:5 AnyOfToHeaderMemberOf:5 ApplyClassification:1
 ApplyHtmlDisclaimerFallbackAction:236 ApplyHtmlDisclaimerLocation:237 ApplyHtmlDisclaimerText:124 ApplyOME:2
 ApplyRightsProtectionCustomizationTemplate:100 ApplyRightsProtectionTemplate:61 AttachmentContainsWords:10
 AttachmentExtensionMatchesWords:10 AttachmentHasExecutableContent:2 AttachmentIsPasswordProtected:2
 AttachmentIsUnsupported:2 AttachmentMatchesPatterns:20 AttachmentNameMatchesPatterns:20
 AttachmentProcessingLimitExceeded:2 AttachmentPropertyContainsWords:10 AttachmentSizeOver:35 BetweenMemberOf1:5
 BetweenMemberOf2:5 BlindCopyTo:5 Comments:1 Confirm:0 ContentCharacterSetContainsWords:10 CopyTo:5
 DeleteMessage:2 Disconnect:2 DlpPolicy:1 ExceptIfADComparisonAttribute:110 ExceptIfADComparisonOperator:129
 ExceptIfAnyOfCcHeader:5 ExceptIfAnyOfCcHeaderMemberOf:5 ExceptIfAnyOfRecipientAddressContainsWords:10
 ExceptIfAnyOfRecipientAddressMatchesPatterns:20 ExceptIfAnyOfToCcHeader:5 ExceptIfAnyOfToCcHeaderMemberOf:5
 ExceptIfAnyOfToHeader:5 ExceptIfAnyOfToHeaderMemberOf:5 ExceptIfAttachmentContainsWords:10
 ExceptIfAttachmentExtensionMatchesWords:10 ExceptIfAttachmentHasExecutableContent:2
 ExceptIfAttachmentIsPasswordProtected:2 ExceptIfAttachmentIsUnsupported:2 ExceptIfAttachmentMatchesPatterns:20
 ExceptIfAttachmentNameMatchesPatterns:20 ExceptIfAttachmentProcessingLimitExceeded:2
 ExceptIfAttachmentPropertyContainsWords:10 ExceptIfAttachmentSizeOver:35 ExceptIfBetweenMemberOf1:5
 ExceptIfBetweenMemberOf2:5 ExceptIfContentCharacterSetContainsWords:10 ExceptIfFrom:5
 ExceptIfFromAddressContainsWords:10 ExceptIfFromAddressMatchesPatterns:20 ExceptIfFromMemberOf:5
 ExceptIfFromScope:131 ExceptIfHasClassification:1 ExceptIfHasNoClassification:2 ExceptIfHasSenderOverride:2
 ExceptIfHeaderContainsMessageHeader:42 ExceptIfHeaderContainsWords:10 ExceptIfHeaderMatchesMessageHeader:42
 ExceptIfHeaderMatchesPatterns:20 ExceptIfManagerAddresses:5 ExceptIfManagerForEvaluatedUser:128
 ExceptIfMessageContainsDataClassifications:133 ExceptIfMessageSizeOver:35 ExceptIfMessageTypeMatches:144
 ExceptIfRecipientADAttributeContainsWords:10 ExceptIfRecipientADAttributeMatchesPatterns:20
 ExceptIfRecipientAddressContainsWords:10 ExceptIfRecipientAddressMatchesPatterns:20
 ExceptIfRecipientDomainIs:10 ExceptIfRecipientInSenderList:10 ExceptIfSCLOver:88
 ExceptIfSenderADAttributeContainsWords:10 ExceptIfSenderADAttributeMatchesPatterns:20 ExceptIfSenderDomainIs:10
 ExceptIfSenderInRecipientList:10 ExceptIfSenderIpRanges:3 ExceptIfSenderManagementRelationship:139
 ExceptIfSentTo:5 ExceptIfSentToMemberOf:5 ExceptIfSentToScope:90 ExceptIfSubjectContainsWords:10
 ExceptIfSubjectMatchesPatterns:20 ExceptIfSubjectOrBodyContainsWords:10 ExceptIfSubjectOrBodyMatchesPatterns:20
 ExceptIfWithImportance:50 ExpiryDate:12 From:5 FromAddressContainsWords:10 FromAddressMatchesPatterns:20
 FromMemberOf:5 FromScope:131 GenerateIncidentReport:21 GenerateNotification:124 HasClassification:1
 HasNoClassification:2 HasSenderOverride:2 HeaderContainsMessageHeader:42 HeaderContainsWords:10
 HeaderMatchesMessageHeader:42 HeaderMatchesPatterns:20 Identity:15!@1 IncidentReportContent:255
 LogEventText:243 ManagerAddresses:5 ManagerForEvaluatedUser:128 MessageContainsDataClassifications:133
 MessageSizeOver:35 MessageTypeMatches:144 Mode:105 ModerateMessageByManager:2 ModerateMessageByUser:5 Name:1
 NotifySender:290 PrependSubject:328 Priority:4 Quarantine:2 RecipientADAttributeContainsWords:10
 RecipientADAttributeMatchesPatterns:20 RecipientAddressContainsWords:10 RecipientAddressMatchesPatterns:20
 RecipientAddressType:305 RecipientDomainIs:10 RecipientInSenderList:10 RedirectMessageTo:5
 RejectMessageEnhancedStatusCode:307 RejectMessageReasonText:153 RemoveHeader:42 RemoveOME:2 RemoveOMEv2:2
 RemoveRMSAttachmentEncryption:2 RouteMessageOutboundConnector:59 RouteMessageOutboundRequireTls:2
 RuleErrorAction:314 RuleSubType:315 SCLOver:88 SenderADAttributeContainsWords:10
 SenderADAttributeMatchesPatterns:20 SenderAddressLocation:317 SenderDomainIs:10 SenderInRecipientList:10
 SenderIpRanges:3 SenderManagementRelationship:139 SentTo:5 SentToMemberOf:5 SentToScope:90 SetAuditSeverity:1
 SetHeaderName:42 SetHeaderValue:252 SetSCL:88 SmtpRejectMessageRejectStatusCode:308
 SmtpRejectMessageRejectText:153 StopRuleProcessing:2 SubjectContainsWords:10 SubjectMatchesPatterns:20
 SubjectOrBodyContainsWords:10 SubjectOrBodyMatchesPatterns:20 WhatIf:0 WithImportance:50
set-unifiedauditlogretentionpolicy Set-UnifiedAuditLogRetentionPolicy c Confirm:0 Description:1 Identity:9!@0
 Operations:3 Priority:4! RecordTypes:3 RetentionDuration:201! UserIds:3 WhatIf:0
set-unifiedgroup Set-UnifiedGroup ee AcceptMessagesOnlyFromSendersOrMembers:3 AccessType:287 Alias:1
 AlwaysSubscribeMembersToCalendarEvents:0 AuditLogAgeLimit:39 AutoSubscribeNewMembers:0 CalendarMemberReadOnly:0
 Classification:1 Confirm:0 ConnectorsEnabled:0 CustomAttribute1:1 CustomAttribute10:1 CustomAttribute11:1
 CustomAttribute12:1 CustomAttribute13:1 CustomAttribute14:1 CustomAttribute15:1 CustomAttribute2:1
 CustomAttribute3:1 CustomAttribute4:1 CustomAttribute5:1 CustomAttribute6:1 CustomAttribute7:1
 CustomAttribute8:1 CustomAttribute9:1 DataEncryptionPolicy:49 DisplayName:1 EmailAddresses:54+
 ExtensionCustomAttribute1:3+ ExtensionCustomAttribute2:3+ ExtensionCustomAttribute3:3+
 ExtensionCustomAttribute4:3+ ExtensionCustomAttribute5:3+ ForceUpgrade:0 GrantSendOnBehalfTo:3+
 HiddenFromAddressListsEnabled:2 HiddenFromExchangeClientsEnabled:0 Identity:74!@1 InformationBarrierMode:402
 IsMemberAllowedToEditContent:14 Language:32 MailTip:1 MailTipTranslations:3+ MailboxRegion:1 MaxReceiveSize:6
 MaxSendSize:6 ModeratedBy:3 ModerationEnabled:2 Notes:1 PrimarySmtpAddress:17
 RejectMessagesFromSendersOrMembers:3 RequireSenderAuthenticationEnabled:2 SensitivityLabelId:64
 SubscriptionEnabled:0 UnifiedGroupWelcomeMessageEnabled:0 WhatIf:0
set-user Set-User ee AssistantName:1 AuthenticationPolicy:1 BlockCloudCache:2 CanHaveCloudCache:2 City:1
 ClearDataEncryptionPolicy:0 Company:1 Confirm:0 CountryOrRegion:171 Department:1 DesiredWorkloads:436
 DisplayName:1 EXOModuleEnabled:2 Fax:1 FirstName:1 Force:0 GeoCoordinates:176 HomePhone:1 Identity:51!@1
 Initials:1 IsShadowMailbox:2 LastName:1 MailboxRegion:1 MailboxRegionSuffix:424 ManagedOnboardingType:427
 Manager:336 MobilePhone:1 Name:1 Notes:1 Office:1 OtherFax:3 OtherHomePhone:3 OtherTelephone:3 Pager:1
 PermanentlyClearPreviousMailboxInfo:0 Phone:1 PhoneticDisplayName:1 PostOfficeBox:3 PostalCode:1 PublicFolder:0
 RemotePowerShellEnabled:2 RemoveMailboxProvisioningConstraint:0 ResetPasswordOnNextLogon:2 SeniorityIndex:4
 SimpleDisplayName:1 StateOrProvince:1 StreetAddress:1 StsRefreshTokensValidFrom:12 Title:1 VIP:2 WebPage:1
 WhatIf:0 WindowsEmailAddress:17
set-userbriefingconfig Set-UserBriefingConfig em Enabled:2! Identity:1! ResultSize:6
set-vivainsightssettings Set-VivaInsightsSettings em Enabled:2! Feature:1! Identity:1! ResultSize:6
start-compliancesearch Start-ComplianceSearch c Confirm:0 Force:0 Identity:94!@1 RetryOnError:0 WhatIf:0
start-historicalsearch Start-HistoricalSearch ee BlockStatus:1 CompressFile:2 ConnectorType:1 DLPPolicy:3
 DeliveryStatus:1 Direction:432 EncryptionTemplate:1 EncryptionType:1 EndDate:12! Locale:32 MessageID:3
 NetworkMessageID:3 NotifyAddress:3 OriginalClientIP:1 RecipientAddress:3 ReportTitle:1! ReportType:405!
 SenderAddress:3 SmtpSecurityError:1 StartDate:12! TLSUsed:1 TransportRule:3 Url:1
start-informationbarrierpoliciesapplication Start-InformationBarrierPoliciesApplication c
 CleanupGroupSegmentLink:0 Confirm:0 Identity:9@0 WhatIf:0
start-mailboxsearch Start-MailboxSearch e Confirm:0 Force:0 Identity:106!@1 Resume:0 StatisticsStartIndex:4
 WhatIf:0
start-managedfolderassistant Start-ManagedFolderAssistant e AdaptiveScope:0 AggMailboxCleanup:0
 B2DumpsterArchiver:0 B2IPMArchiver:0 ComplianceJob:0 Confirm:0 DataGovernance:0 FullCrawl:0 HoldCleanup:0
 Identity:138!@1 InactiveMailbox:0 StopHoldCleanup:0 WhatIf:0
start-migrationbatch Start-MigrationBatch e Confirm:0 Identity:58@1 Partition:8 WhatIf:0
start-migrationuser Start-MigrationUser e Confirm:0 Identity:68@1 Partition:8 WhatIf:0
stop-compliancesearch Stop-ComplianceSearch c Confirm:0 Identity:94!@1 WhatIf:0
stop-historicalsearch Stop-HistoricalSearch ee JobId:19!
stop-informationbarrierpoliciesapplication Stop-InformationBarrierPoliciesApplication c Confirm:0 Identity:9!@0
 WhatIf:0
stop-mailboxsearch Stop-MailboxSearch e Confirm:0 Identity:106!@1 WhatIf:0
stop-migrationbatch Stop-MigrationBatch e Confirm:0 Identity:58@1 Partition:8 WhatIf:0
stop-migrationuser Stop-MigrationUser e Confirm:0 Identity:68@1 Partition:8 WhatIf:0
suspend-mailboximportrequest Suspend-MailboxImportRequest e Confirm:0 Identity:79!@1 SuspendComment:1 WhatIf:0
suspend-mailboxrestorerequest Suspend-MailboxRestoreRequest e Confirm:0 Identity:81!@1 SuspendComment:1 WhatIf:0
suspend-moverequest Suspend-MoveRequest e Confirm:0 Identity:83!@1 ProxyToMailbox:8 SuspendComment:1 WhatIf:0
suspend-publicfoldermailboxmigrationrequest Suspend-PublicFolderMailboxMigrationRequest e Confirm:0
 Identity:152!@1 SuspendComment:1 WhatIf:0
test-applicationaccesspolicy Test-ApplicationAccessPolicy ee AppId:1! Identity:21!@1
test-archiveconnectivity Test-ArchiveConnectivity e AllowCrossSite:0 Confirm:0 IncludeArchiveMRMConfiguration:0
 MessageId:1 UserSmtp:17!@1 WhatIf:0
test-dataclassification Test-DataClassification ec ClassificationNames:7 DiagnosticPlatform:378@1
 DiagnosticPurpose:379@2 DomainController:11 FileExtension:1 TestTextExtractionResults:502 TextToClassify:1
test-irmconfiguration Test-IRMConfiguration ee Confirm:0 RMSOnline:0 Recipient:30 Sender:17! WhatIf:0
test-m365dataatrestencryptionpolicy Test-M365DataAtRestEncryptionPolicy ee Confirm:0 DomainController:11
 Identity:49@0 WhatIf:0
test-mapiconnectivity Test-MAPIConnectivity e Archive:0 Confirm:0 Identity:8?@1 WhatIf:0
test-message Test-Message ee Confirm:0 Force:0 MessageFileData:26 Recipients:54! SendReportTo:21! Sender:17
 TransportRules:0? UnifiedDlpRules:0? WhatIf:0
test-migrationserveravailability Test-MigrationServerAvailability e AcceptUntrustedCertificates:0
 Authentication:166 Autodiscover:0 Compliance:0 Confirm:0 Credentials:29? EmailAddress:17? Endpoint:46?
 ExchangeOutlookAnywhere:0 ExchangeRemoteMove:0 ExchangeServer:1? FilePath:1 Gmail:0 Imap:0
 MailboxPermission:185 Partition:8 Port:4? PublicFolder:0 PublicFolderDatabaseServerLegacyDN:1?
 PublicFolderToUnifiedGroup:0 RPCProxyServer:11? RemoteServer:11? Security:177 ServiceAccountKeyFileData:26?
 SourceMailboxLegacyDN:1? TestMailbox:8 WhatIf:0
test-oauthconnectivity Test-OAuthConnectivity e AppOnly:0 Confirm:0 Mailbox:8 ReloadConfig:0 Service:449!
 TargetUri:33! UseCachedToken:0 WhatIf:0
test-organizationrelationship Test-OrganizationRelationship ee Confirm:0 Identity:84@1 UserIdentity:21! WhatIf:0
test-serviceprincipalauthorization Test-ServicePrincipalAuthorization ee Confirm:0 Identity:107!@0 Resource:51
 WhatIf:0
test-textextraction Test-TextExtraction ec Confirm:0 DomainController:11 FileData:26!@0 WhatIf:0
undo-softdeletedmailbox Undo-SoftDeletedMailbox e Confirm:0 DisplayName:1 Name:1 Password:47 PublicFolder:0
 SoftDeletedObject:8!@1 WhatIf:0 WindowsLiveID:202
undo-softdeletedunifiedgroup Undo-SoftDeletedUnifiedGroup e Confirm:0 SoftDeletedObject:74!@1 WhatIf:0
update-compliancecasemember Update-ComplianceCaseMember c Case:1!@1 Confirm:0 Members:7! WhatIf:0
update-distributiongroupmember Update-DistributionGroupMember ee BypassSecurityGroupManagerCheck:0 Confirm:0
 Identity:56!@1 Members:3 WhatIf:0
update-ediscoverycaseadmin Update-eDiscoveryCaseAdmin c Confirm:0 Users:7! WhatIf:0
update-hybridconfiguration Update-HybridConfiguration e Confirm:0 ForceUpgrade:0 OnPremisesCredentials:29!
 SuppressOAuthWarning:0 TenantCredentials:29! WhatIf:0
update-publicfoldermailbox Update-PublicFolderMailbox e Confirm:0 CreateAssociatedDumpster:0 FolderId:40?
 ForceOnlineSync:0 FullSync:0 Identity:8!@1 InvokeSynchronizer:0? ReconcileFolders:0 SuppressStatus:0 WhatIf:0
update-recipient Update-Recipient e Confirm:0 Credential:29 Identity:21!@1 WhatIf:0
update-rolegroupmember Update-RoleGroupMember ece BypassSecurityGroupManagerCheck:0 Confirm:0 Identity:86!@1
 Members:3 WhatIf:0
update-vivamodulefeaturepolicy Update-VivaModuleFeaturePolicy em Confirm:0 Everyone:2 FeatureId:1! GroupIds:7
 IsFeatureEnabled:2 IsUserControlEnabled:2 IsUserOptedInByDefault:2 ModuleId:1! Name:1 PolicyId:1! ResultSize:6
 UserIds:7 WhatIf:0
upgrade-distributiongroup Upgrade-DistributionGroup ee ActionType:1 DlIdentities:3!@1 ExecutingUser:21
 Organization:23
validate-outboundconnector Validate-OutboundConnector ee Confirm:0 Identity:59! Recipients:3! WhatIf:0
validate-retentionrulequery Validate-RetentionRuleQuery ec KqlQueryString:1!
write-adminauditlog Write-AdminAuditLog ee Comment:1! Confirm:0 WhatIf:0
"""
