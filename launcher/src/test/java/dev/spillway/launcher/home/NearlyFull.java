package dev.spillway.launcher.home;

import java.nio.file.FileStore;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileStoreAttributeView;

/** A disk with so many bytes left: a real one of that size takes a mount, which tests may not. */
final class NearlyFull extends FileStore {

    private final long left;

    NearlyFull(long left) {
        this.left = left;
    }

    @Override
    public long getUsableSpace() {
        return left;
    }

    @Override
    public long getUnallocatedSpace() {
        return left;
    }

    @Override
    public long getTotalSpace() {
        return Long.MAX_VALUE;
    }

    @Override
    public String name() {
        return "nearly full";
    }

    @Override
    public String type() {
        return "test";
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public boolean supportsFileAttributeView(Class<? extends FileAttributeView> type) {
        return false;
    }

    @Override
    public boolean supportsFileAttributeView(String name) {
        return false;
    }

    @Override
    public <V extends FileStoreAttributeView> V getFileStoreAttributeView(Class<V> type) {
        return null;
    }

    @Override
    public Object getAttribute(String attribute) {
        return null;
    }
}
